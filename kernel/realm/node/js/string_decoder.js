'use strict';
// StringDecoder: bytes in pieces to text, where a piece may end inside a character.

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_UNKNOWN_ENCODING } = require('internal/errors').codes;
const { normalizeEncoding } = require('internal/encodings');

// unfinishedUTF8 counts the bytes at the end that begin a character, by its first byte alone: what is no character
// after all comes out when it is complete.
function unfinishedUTF8(bytes) {
  for (let n = 1; n <= 4 && n <= bytes.length; n++) {
    const byte = bytes[bytes.length - n];
    if ((byte & 0xC0) !== 0x80) return n < lengthUTF8(byte) ? n : 0;
  }
  return 0;
}

function lengthUTF8(first) {
  if ((first & 0xE0) === 0xC0) return 2;
  if ((first & 0xF0) === 0xE0) return 3;
  return (first & 0xF8) === 0xF0 ? 4 : 1;
}

function unfinishedUTF16(bytes) {
  if (bytes.length % 2 === 1) return 1;
  return (bytes[bytes.length - 1] & 0xFC) === 0xD8 ? 2 : 0;
}

// How many bytes at the end of a piece must wait for the next one, by encoding; the others never wait.
const unfinished = {
  utf8: unfinishedUTF8,
  utf16le: unfinishedUTF16,
  base64: (bytes) => bytes.length % 3,
  base64url: (bytes) => bytes.length % 3,
};

// whole returns how many bytes the character that waits will have.
function whole(encoding, rest) {
  if (encoding === 'utf16le') return rest.length > 1 ? 4 : 2;
  return encoding === 'utf8' ? lengthUTF8(rest[0]) : 3;
}

const nothing = new Uint8Array(0);
const states = new WeakMap();

function stateOf(decoder) {
  const state = states.get(decoder);
  if (state === undefined) throw new ERR_INVALID_THIS('StringDecoder');
  return state;
}

function StringDecoder(encoding) {
  const name = normalizeEncoding(encoding);
  if (name === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  this.encoding = name;
  states.set(this, { encoding: name, rest: nothing });
}

function bytesOf(buf) {
  if (!ArrayBuffer.isView(buf)) throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  return new Uint8Array(buf.buffer, buf.byteOffset, buf.byteLength);
}

function join(a, b) {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

// complete returns how many bytes of a piece end the character that waits: fewer than it needs if the piece is too
// short, or if in UTF-8 another character begins.
function complete({ encoding, rest }, piece) {
  const missing = Math.min(whole(encoding, rest) - rest.length, piece.length);
  if (encoding !== 'utf8') return missing;
  let n = 0;
  while (n < missing && (piece[n] & 0xC0) === 0x80) n++;
  return n;
}

StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  let piece = bytesOf(buf);
  const state = stateOf(this);
  const { encoding, rest } = state;
  let text = '';
  if (rest.length > 0 && piece.length > 0) {
    const n = complete(state, piece);
    state.rest = join(rest, piece.subarray(0, n));
    piece = piece.subarray(n);
    if (piece.length === 0 && state.rest.length < whole(encoding, rest)) return '';
    text = internal.decode(state.rest, 0, state.rest.length, encoding);
    state.rest = nothing;
  }
  if (piece.length === 0) return text;
  const end = piece.length - (unfinished[encoding]?.(piece) ?? 0);
  state.rest = piece.slice(end);
  return text + internal.decode(piece, 0, end, encoding);
};

StringDecoder.prototype.end = function end(buf) {
  const text = buf === undefined ? '' : this.write(buf);
  const state = stateOf(this);
  const { rest, encoding } = state;
  state.rest = nothing;
  return text + internal.decode(rest, 0, rest.length, encoding);
};

StringDecoder.prototype.text = function text(buf, offset) {
  stateOf(this).rest = nothing;
  return this.write(buf.slice(offset));
};

Object.defineProperties(StringDecoder.prototype, {
  lastChar: {
    configurable: true,
    enumerable: true,
    get() {
      const { rest } = stateOf(this);
      const last = require('buffer').Buffer.alloc(4);
      last.set(rest);
      return last;
    },
  },
  lastNeed: {
    configurable: true,
    enumerable: true,
    get() {
      const { rest, encoding } = stateOf(this);
      return rest.length === 0 ? 0 : whole(encoding, rest) - rest.length;
    },
  },
  lastTotal: {
    configurable: true,
    enumerable: true,
    get() {
      const { rest, encoding } = stateOf(this);
      return rest.length === 0 ? 0 : whole(encoding, rest);
    },
  },
});

module.exports = { StringDecoder };
