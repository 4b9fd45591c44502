'use strict';
// The events of a WebSocket that no other module has.

const { Event } = require('internal/event_target');
const { enumerable, tag } = require('internal/shape');
const { need } = require('internal/fetch/convert');

class CloseEvent extends Event {
  #init;

  constructor(type, init = {}) {
    need(arguments, 1, 'CloseEvent constructor');
    super(`${type}`, init);
    this.#init = { wasClean: Boolean(init?.wasClean), code: Number(init?.code ?? 0) & 0xffff, reason: `${init?.reason ?? ''}` };
  }

  get wasClean() { return this.#init.wasClean; }

  get code() { return this.#init.code; }

  get reason() { return this.#init.reason; }
}

enumerable(CloseEvent.prototype, 'wasClean', 'code', 'reason');
tag(CloseEvent);

class ErrorEvent extends Event {
  #init;

  constructor(type, init = {}) {
    super(`${type}`, init);
    this.#init = { message: '', filename: '', lineno: 0, colno: 0, error: undefined, ...init };
  }

  get message() { return this.#init.message; }

  get filename() { return this.#init.filename; }

  get lineno() { return this.#init.lineno; }

  get colno() { return this.#init.colno; }

  get error() { return this.#init.error; }
}

enumerable(ErrorEvent.prototype, 'message', 'filename', 'lineno', 'colno', 'error');
tag(ErrorEvent);

module.exports = { CloseEvent, ErrorEvent };
