'use strict';
// The module readline.

const { AbortError } = require('internal/errors');
const { validateAbortSignal } = require('internal/validators');
const { addAbortListener } = require('events');
const { kEmptyObject } = require('internal/shape');
const { promisify } = require('internal/promisify');
const { Interface: Base } = require('internal/readline/interface');
const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('internal/readline/ansi');
const { emitKeypressEvents } = require('internal/readline/keys');

function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  if (input?.input && typeof input.completer === 'function' && input.completer.length !== 2) {
    const { completer: sync } = input;
    input = { ...input, completer: (text, callback) => callback(null, sync(text)) };
  } else if (typeof completer === 'function' && completer.length !== 2) {
    const sync = completer;
    completer = (text, callback) => callback(null, sync(text));
  }
  return Reflect.construct(Base, [input, output, completer, terminal], new.target ?? Interface);
}

Object.setPrototypeOf(Interface.prototype, Base.prototype);
Object.setPrototypeOf(Interface, Base);

const optionsOf = (options) => (options === null || typeof options !== 'object' ? kEmptyObject : options);

Interface.prototype.question = function question(query, options, cb) {
  cb = typeof options === 'function' ? options : cb;
  const { signal } = optionsOf(options);
  if (signal) {
    validateAbortSignal(signal, 'options.signal');
    if (signal.aborted) return;
    const listening = addAbortListener(signal, () => this._questionCancel());
    const answered = cb;
    cb = (answer) => {
      listening[Symbol.dispose]();
      if (typeof answered === 'function') answered(answer);
    };
  }
  if (typeof cb === 'function') this._question(query, cb);
};

Interface.prototype.question[promisify.custom] = function question(query, options) { // eslint-disable-line func-name-matching
  const { signal } = optionsOf(options);
  const aborted = () => new AbortError(undefined, { cause: signal.reason });
  if (signal?.aborted) return Promise.reject(aborted());
  return new Promise((resolve, reject) => {
    let callback = resolve;
    if (signal) {
      const listening = addAbortListener(signal, () => reject(aborted()));
      callback = (answer) => {
        listening[Symbol.dispose]();
        resolve(answer);
      };
    }
    this.question(query, optionsOf(options), callback);
  });
};

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface, clearLine, clearScreenDown, createInterface, cursorTo, emitKeypressEvents, moveCursor,
  get promises() { return require('readline/promises'); },
};
