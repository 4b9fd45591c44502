'use strict';
// The lines typed before: newest first, no more than size, none twice in a row.

const { validateArray, validateNumber } = require('internal/validators');
const { ERR_INVALID_ARG_TYPE } = require('internal/errors').codes;

class History {
  constructor({ history, size, removeDuplicates }) {
    if (history === undefined) history = [];
    else validateArray(history, 'history');
    if (size === undefined) size = 30;
    validateNumber(size, 'size', 0);
    if (typeof size !== 'number') throw new ERR_INVALID_ARG_TYPE('size', 'number', size);
    this.lines = history;
    this.size = size;
    this.removeDuplicates = Boolean(removeDuplicates);
    this.index = -1; // of the line that is shown, -1: the one being typed
  }

  // add remembers a line and reports whether the history changed.
  add(line) {
    if (this.size === 0 || line.trim().length === 0) return false;
    const fresh = this.lines.length === 0 || this.lines[0] !== line;
    if (fresh) {
      if (this.removeDuplicates) {
        const before = this.lines.indexOf(line);
        if (before !== -1) this.lines.splice(before, 1);
      }
      this.lines.unshift(line);
      if (this.lines.length > this.size) this.lines.pop();
    }
    this.index = -1;
    return true;
  }

  // older and newer return the line to show: the next that begins with start and is not the current one; start itself
  // beyond either end; undefined if the end was reached before.
  older(start, current) {
    if (this.index >= this.lines.length || this.lines.length === 0) return undefined;
    this.index = this.#search(this.index, 1, start, current);
    return this.index === this.lines.length ? start : this.lines[this.index];
  }

  newer(start, current) {
    if (this.index < 0) return undefined;
    this.index = this.#search(this.index, -1, start, current);
    return this.index === -1 ? start : this.lines[this.index];
  }

  #search(index, step, start, current) {
    do {
      index += step;
    } while (index >= 0 && index < this.lines.length && (!this.lines[index].startsWith(start) || this.lines[index] === current));
    return index;
  }
}

module.exports = { History };
