'use strict';
// Glob patterns as minimatch reads them: braces, "**" over whole parts, "*", "?", classes and the extended groups
// ?(…) *(…) +(…) @(…) !(…) inside a part. A name that begins with a dot is met only by a pattern that begins with one.
// A backslash in a pattern is a separator, never an escape.

const { validateString } = require('internal/validators');

// expand turns braces into several patterns: a{b,c{1..3}}d.
function expand(pattern) {
  const open = openBrace(pattern);
  if (open === undefined) return [pattern];
  const { start, end, commas } = open;
  const before = pattern.slice(0, start);
  const inside = pattern.slice(start + 1, end);
  const choices = commas.length > 0 ? cut(pattern, [start, ...commas, end]).flatMap(expand) : sequence(inside);
  return expand(pattern.slice(end + 1)).flatMap((after) => choices.map((choice) => before + choice + after));
}

const cut = (pattern, marks) => marks.slice(1).map((mark, i) => pattern.slice(marks[i] + 1, mark));

// openBrace finds the first pair of braces that means something.
function openBrace(pattern) {
  for (let start = pattern.indexOf('{'); start !== -1; start = pattern.indexOf('{', start + 1)) {
    const commas = [];
    let depth = 0;
    for (let i = start; i < pattern.length; i++) {
      if (pattern[i] === '{') depth++;
      if (pattern[i] === ',' && depth === 1) commas.push(i);
      if (pattern[i] !== '}' || --depth > 0) continue;
      if (commas.length > 0 || range.test(pattern.slice(start + 1, i))) return { start, end: i, commas };
      break;
    }
  }
  return undefined;
}

const range = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/;

function sequence(text) {
  const [, first, last, by] = range.exec(text);
  const letters = !/\d/.test(first + last);
  const code = (part) => (letters ? part.charCodeAt(0) : Number(part));
  const step = Math.max(Math.abs(Number(by ?? 1)), 1) * (code(first) <= code(last) ? 1 : -1);
  const list = [];
  for (let n = code(first); step > 0 ? n <= code(last) : n >= code(last); n += step) list.push(letters ? String.fromCharCode(n) : String(n));
  return list;
}

const quote = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const posixClasses = {
  alpha: 'A-Za-z', digit: '0-9', alnum: 'A-Za-z0-9', upper: 'A-Z', lower: 'a-z', space: '\\s', xdigit: '0-9A-Fa-f', word: '\\w',
  punct: '!-/:-@\\[-`{-~',
};

function classOf(text) {
  const negated = text[0] === '!' || text[0] === '^';
  const body = (negated ? text.slice(1) : text).replace(/\[:(\w+):\]|[\\\]^]/g, (c, name) => (name ? posixClasses[name] ?? '' : `\\${c}`));
  return `[${negated ? '^' : ''}${body}]`;
}

const bracket = /^\[([!^]?\]?(?:\[:\w+:\]|[^\]])*)\]/;

// closing returns where a group opened at i ends, -1 if it does not.
function closing(part, i) {
  let depth = 0;
  for (; i < part.length; i++) {
    if (part[i] === '(') depth++;
    if (part[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function choices(inside) {
  const marks = [-1];
  let depth = 0;
  for (let i = 0; i < inside.length; i++) {
    if (inside[i] === '(') depth++;
    if (inside[i] === ')') depth--;
    if (inside[i] === '|' && depth === 0) marks.push(i);
  }
  return cut(inside, [...marks, inside.length]).map(source).join('|');
}

const groups = {
  '?': (inner) => `(?:${inner})?`,
  '*': (inner) => `(?:${inner})*`,
  '+': (inner) => `(?:${inner})+`,
  '@': (inner) => `(?:${inner})`,
  '!': (inner, rest) => `(?!(?:${inner})${rest}$)[^/]*?`,
};

// source writes one part of a pattern as the source of a regular expression.
function source(part) {
  let text = '';
  for (let i = 0; i < part.length; i++) {
    const c = part[i];
    const end = groups[c] && part[i + 1] === '(' ? closing(part, i + 1) : -1;
    if (end !== -1) {
      const rest = source(part.slice(end + 1));
      return text + groups[c](choices(part.slice(i + 2, end)), rest) + rest;
    }
    const set = c === '[' ? bracket.exec(part.slice(i)) : null;
    if (set !== null) {
      text += classOf(set[1]);
      i += set[0].length - 1;
    } else {
      text += c === '*' ? '[^/]*?' : c === '?' ? '[^/]' : quote(c);
    }
  }
  return text;
}

const hidden = (name) => name === '.' || name === '..';

function matchPart(name, part, flags) {
  const magic = /[*?[\]()!+@]/.test(part);
  if (!magic) return new RegExp(`^${source(part)}$`, flags).test(name);
  if (name === '' && !/[?*+@!]\(/.test(part)) return false;
  if (hidden(name) || (name[0] === '.' && part[0] !== '.')) return false;
  return new RegExp(`^(?:${source(part)})$`, flags).test(name);
}

function matchParts(names, parts, flags) {
  if (parts.length === 0) return names.length === 0 || (names.length === 1 && names[0] === '');
  const [part, ...rest] = parts;
  if (part !== '**') return names.length > 0 && matchPart(names[0], part, flags) && matchParts(names.slice(1), rest, flags);
  for (let n = 0; n <= names.length; n++) {
    if (n > 0 && names[n - 1][0] === '.') return false;
    if ((rest.length > 0 || n > 0) && matchParts(names.slice(n), rest, flags)) return true;
  }
  return false;
}

let warned = false;

function matchesGlob(path, pattern, windows) {
  if (!warned) {
    warned = true;
    process.emitWarning('glob is an experimental feature and might change at any time', 'ExperimentalWarning');
  }
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  const split = (text) => text.split('/').filter((part, i, all) => i === 0 || (part !== '.' && (part !== '' || i === all.length - 1)));
  const flags = process.platform === 'win32' || process.platform === 'darwin' ? 'i' : '';
  const names = split(windows ? path.replaceAll('\\', '/') : path);
  return expand(pattern.replaceAll('\\', '/')).some((one) => matchParts(names, split(one), flags));
}

module.exports = { expand, matchPart, matchesGlob };
