'use strict';
// What the two sides of a stream keep: one number of bits in state[kState], the same bits at the same places as in Node
// (util.inspect shows them), and accessors that give each bit the name programs know it by.

const { ERR_INVALID_ARG_VALUE } = require('internal/errors').codes;
const { validateInteger } = require('internal/validators');

const kState = Symbol('kState');

// bits numbers names from a first bit on.
function bits(first, ...names) {
  return Object.fromEntries(names.map((name, i) => [name, 1 << (first + i)]));
}

const common = bits(0, 'kObjectMode', 'kErrorEmitted', 'kAutoDestroy', 'kEmitClose', 'kDestroyed', 'kClosed',
  'kCloseEmitted', 'kErrored', 'kConstructed');

const readable = bits(9, 'kEnded', 'kEndEmitted', 'kReading', 'kSync', 'kNeedReadable', 'kEmittedReadable',
  'kReadableListening', 'kResumeScheduled', 'kMultiAwaitDrain', 'kReadingMore', 'kDataEmitted', 'kDefaultUTF8Encoding',
  'kDecoder', 'kEncoding', 'kHasFlowing', 'kFlowing', 'kHasPaused', 'kPaused', 'kDataListening');

const writable = bits(9, 'kSync', 'kFinalCalled', 'kNeedDrain', 'kEnding', 'kFinished', 'kDecodeStrings', 'kWriting',
  'kBufferProcessing', 'kPrefinished', 'kAllBuffers', 'kAllNoop', 'kOnFinished', 'kHasWritable', 'kWritable', 'kCorked',
  'kDefaultUTF8Encoding', 'kWriteCb', 'kExpectWriteCb', 'kAfterWriteTickInfo', 'kAfterWritePending', 'kBuffered', 'kEnded');

function accessor(prototype, name, get, set) {
  Object.defineProperty(prototype, name, { __proto__: null, enumerable: false, configurable: true, get, set });
}

// flags defines one boolean accessor for each pair of a name and a bit.
function flags(prototype, table) {
  for (const [name, bit] of Object.entries(table)) {
    accessor(prototype, name,
      function() { return (this[kState] & bit) !== 0; },
      function(value) {
        if (value) this[kState] |= bit;
        else this[kState] &= ~bit;
      });
  }
}

// optional defines an accessor whose value is kept beside the bits while it is not the usual one: bit set says that it
// is kept, or, inverted, that it is not.
function optional(prototype, name, bit, usual, inverted = false) {
  const key = Symbol(`k${name[0].toUpperCase()}${name.slice(1)}Value`);
  const special = inverted ? (value) => value !== usual : (value) => Boolean(value);
  accessor(prototype, name,
    function() { return ((this[kState] & bit) !== 0) === inverted ? usual : this[key]; },
    function(value) {
      const keep = special(value);
      if (keep) this[key] = value;
      if (keep === inverted) this[kState] &= ~bit;
      else this[kState] |= bit;
    });
  return key;
}

// threeWay defines an accessor that is true, false, or not yet decided (unset).
function threeWay(prototype, name, known, on, unset) {
  accessor(prototype, name,
    function() { return (this[kState] & known) === 0 ? unset : (this[kState] & on) !== 0; },
    function(value) {
      if (value == null) this[kState] &= ~(known | on);
      else if (value) this[kState] |= known | on;
      else this[kState] = (this[kState] | known) & ~on;
    });
}

const commonNames = {
  objectMode: common.kObjectMode, errorEmitted: common.kErrorEmitted, autoDestroy: common.kAutoDestroy,
  emitClose: common.kEmitClose, destroyed: common.kDestroyed, closed: common.kClosed, closeEmitted: common.kCloseEmitted,
  constructed: common.kConstructed,
};

// ---- high water marks

let defaultBytes = process.platform === 'win32' ? 16 * 1024 : 64 * 1024;
let defaultObjects = 16;

function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaultObjects : defaultBytes;
}

function setDefaultHighWaterMark(objectMode, value) {
  validateInteger(value, 'value', 0);
  if (objectMode) defaultObjects = value;
  else defaultBytes = value;
}

// highWaterMarkOf reads the mark from a stream's options; sideKey names the option of one side of a duplex.
function highWaterMarkOf(objectMode, options, sideKey, isDuplex) {
  const mark = options?.highWaterMark ?? (isDuplex ? options?.[sideKey] : undefined);
  if (mark == null) return getDefaultHighWaterMark(objectMode);
  if (Number.isInteger(mark) && mark >= 0) return mark;
  throw new ERR_INVALID_ARG_VALUE(`options.${isDuplex ? sideKey : 'highWaterMark'}`, mark);
}

module.exports = {
  accessor, bits, common, commonNames, flags, getDefaultHighWaterMark, highWaterMarkOf, kState, optional, readable,
  setDefaultHighWaterMark, threeWay, writable,
};
