'use strict';
// Moving the cursor and clearing, by the escape sequences of ECMA-48, and how wide text is on a terminal.

const { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS } = require('internal/errors').codes;
const { validateFunction } = require('internal/validators');

const csi = (text) => `\u001b[${text}`;

const sequences = {
  clearToLineBeginning: csi('1K'), clearToLineEnd: csi('0K'), clearLine: csi('2K'), clearScreenDown: csi('0J'),
};

function checkCallback(callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
}

// nothing is what a function does that has nothing to write.
function nothing(callback) {
  if (typeof callback === 'function') process.nextTick(callback, null);
  return true;
}

const lineSequence = (dir) =>
  (dir < 0 ? sequences.clearToLineBeginning : dir > 0 ? sequences.clearToLineEnd : sequences.clearLine);

function moves(dx, dy) {
  let text = '';
  if (dx < 0) text += csi(`${-dx}D`);
  else if (dx > 0) text += csi(`${dx}C`);
  if (dy < 0) text += csi(`${-dy}A`);
  else if (dy > 0) text += csi(`${dy}B`);
  return text;
}

function cursorTo(stream, x, y, callback) {
  checkCallback(callback);
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (Number.isNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x);
  if (Number.isNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y);
  if (stream == null || (typeof x !== 'number' && typeof y !== 'number')) return nothing(callback);
  if (typeof x !== 'number') throw new ERR_INVALID_CURSOR_POS();
  return stream.write(typeof y !== 'number' ? csi(`${x + 1}G`) : csi(`${y + 1};${x + 1}H`), callback);
}

function moveCursor(stream, dx, dy, callback) {
  checkCallback(callback);
  if (stream == null || !(dx || dy)) return nothing(callback);
  return stream.write(moves(dx, dy), callback);
}

function clearLine(stream, dir, callback) {
  checkCallback(callback);
  if (stream == null) return nothing(callback);
  return stream.write(lineSequence(dir), callback);
}

function clearScreenDown(stream, callback) {
  checkCallback(callback);
  if (stream == null) return nothing(callback);
  return stream.write(sequences.clearScreenDown, callback);
}

// ---- width

const escapes = /\u001b\[[0-9;?]*[A-Za-z]|\u001b\][^\u0007]*\u0007/g;

// Ranges of code points two columns wide (UAX #11, W and F), and without any width.
const wide = [[0x1100, 0x115f], [0x2e80, 0x303e], [0x3041, 0x33ff], [0x3400, 0x4dbf], [0x4e00, 0xa4cf], [0xa960, 0xa97c],
  [0xac00, 0xd7a3], [0xf900, 0xfaff], [0xfe30, 0xfe6f], [0xff01, 0xff60], [0xffe0, 0xffe6], [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff], [0x1f900, 0x1f9ff], [0x20000, 0x3fffd]];
const zero = [[0, 0x1f], [0x7f, 0x9f], [0x300, 0x36f], [0x200b, 0x200f], [0x20d0, 0x20ff], [0xfe00, 0xfe0f], [0xfe20, 0xfe2f]];

const within = (ranges, code) => ranges.some(([first, last]) => code >= first && code <= last);

// widthOf returns the number of columns a string takes.
function widthOf(text) {
  let width = 0;
  for (const character of text.replace(escapes, '')) {
    const code = character.codePointAt(0);
    if (code < 0x300) width += code > 0x1f && (code < 0x7f || code > 0x9f) ? 1 : 0;
    else width += within(zero, code) ? 0 : within(wide, code) ? 2 : 1;
  }
  return width;
}

module.exports = { clearLine, clearScreenDown, csi, cursorTo, lineSequence, moveCursor, moves, sequences, widthOf };
