'use strict';
// readline/promises: questions that return promises, and Readline, which collects cursor movements until commit().

const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateInteger } = require('internal/validators');
const { addAbortListener } = require('events');
const { kEmptyObject } = require('internal/shape');
const { isWritable } = require('internal/streams/utils');
const { Interface: Base } = require('internal/readline/interface');
const { csi, lineSequence, moves, sequences } = require('internal/readline/ansi');

class Interface extends Base {
  constructor(input, output, completer, terminal) {
    super(input, output, completer, terminal);
  }

  question(query, options = kEmptyObject) {
    return new Promise((resolve, reject) => {
      let callback = resolve;
      if (options?.signal) {
        const { signal } = options;
        validateAbortSignal(signal, 'options.signal');
        const aborted = () => new AbortError(undefined, { cause: signal.reason });
        if (signal.aborted) {
          reject(aborted());
          return;
        }
        const listening = addAbortListener(signal, () => {
          this._questionCancel();
          reject(aborted());
        });
        callback = (answer) => {
          listening[Symbol.dispose]();
          resolve(answer);
        };
      }
      this._question(query, callback);
    });
  }
}

class Readline {
  #autoCommit = false;
  #stream;
  #todo = [];

  constructor(stream, options = undefined) {
    if (!isWritable(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'Writable', stream);
    this.#stream = stream;
    if (options?.autoCommit != null) {
      validateBoolean(options.autoCommit, 'options.autoCommit');
      this.#autoCommit = options.autoCommit;
    }
  }

  #do(text) {
    if (this.#autoCommit) process.nextTick(() => this.#stream.write(text));
    else this.#todo.push(text);
    return this;
  }

  cursorTo(x, y = undefined) {
    validateInteger(x, 'x');
    if (y != null) validateInteger(y, 'y');
    return this.#do(y == null ? csi(`${x + 1}G`) : csi(`${y + 1};${x + 1}H`));
  }

  moveCursor(dx, dy) {
    if (dx || dy) {
      validateInteger(dx, 'dx');
      validateInteger(dy, 'dy');
      return this.#do(moves(dx, dy));
    }
    return this;
  }

  clearLine(dir) {
    validateInteger(dir, 'dir', -1, 1);
    return this.#do(lineSequence(dir));
  }

  clearScreenDown() { return this.#do(sequences.clearScreenDown); }

  commit() {
    return new Promise((resolve) => {
      this.#stream.write(this.#todo.join(''), resolve);
      this.#todo = [];
    });
  }

  rollback() {
    this.#todo = [];
    return this;
  }
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, Readline, createInterface };
