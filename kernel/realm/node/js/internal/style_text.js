'use strict';
// util.styleText: text between escape sequences, and styles inside styles that go on where the inner one ends.

const { inspect } = require('internal/inspect');
const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = require('internal/errors').codes;
const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');

const escape = (code) => `\u001b[${code}m`;
const hexColor = /^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/;

function hexSequence(hex) {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((d) => d + d) : hex.slice(1).match(/../g);
  return escape(`38;2;${digits.map((d) => Number.parseInt(d, 16)).join(';')}`);
}

// sequences returns how a format opens and closes. Bold and dim share their closing code with each other: there, what
// goes on needs the closing code too.
function sequences(format) {
  if (typeof format === 'string' && format[0] === '#') {
    if (!hexColor.test(format)) {
      throw new ERR_INVALID_ARG_VALUE('format', format, 'must be a valid hex color (#RGB or #RRGGBB)');
    }
    return { open: hexSequence(format), close: escape(39), keep: false };
  }
  const codes = inspect.colors[format];
  if (!codes) validateOneOf(format, 'format', Object.getOwnPropertyNames(inspect.colors));
  return { open: escape(codes[0]), close: escape(codes[1]), keep: codes[0] === 1 || codes[0] === 2 };
}

// goOn opens a style again wherever a style inside closes it, but not at the very end.
function goOn(text, { open, close, keep }) {
  const parts = text.split(close);
  const tail = parts.length > 1 && parts[parts.length - 1] === '' ? parts.pop() : undefined;
  return parts.join(keep ? close + open : open) + (tail === undefined ? '' : close);
}

function isStream(value) {
  return typeof value?.write === 'function' || typeof value?.on === 'function' || typeof value?.getReader === 'function' ||
    typeof value?.getWriter === 'function';
}

function hasColors(stream) {
  if (process.env.FORCE_COLOR !== undefined) return require('tty').WriteStream.prototype.getColorDepth() > 2;
  return stream?.isTTY === true && (typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2);
}

function styleText(format, text, options) {
  const validateStream = options?.validateStream ?? true;
  validateString(text, 'text');
  if (options !== undefined) validateObject(options, 'options');
  validateBoolean(validateStream, 'options.validateStream');
  let plain = false;
  if (validateStream) {
    const stream = options?.stream ?? process.stdout;
    if (!isStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
    plain = !hasColors(stream);
  }
  let open = '';
  let close = '';
  let body = text;
  for (const one of Array.isArray(format) ? format : [format]) {
    if (one === 'none') continue;
    const style = sequences(one);
    open += style.open;
    close = style.close + close;
    body = goOn(body, style);
  }
  return plain ? text : `${open}${body}${close}`;
}

module.exports = { styleText };
