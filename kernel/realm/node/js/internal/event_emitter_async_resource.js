'use strict';
// EventEmitterAsyncResource: an emitter whose listeners run in the context it was made in.

const EventEmitter = require('events');
const { AsyncResource } = require('async_hooks');
const { validateString } = require('internal/validators');

class EventEmitterReferencingAsyncResource extends AsyncResource {
  #emitter;

  constructor(emitter, type, options) {
    super(type, options);
    this.#emitter = emitter;
  }

  get eventEmitter() { return this.#emitter; }
}

module.exports = class EventEmitterAsyncResource extends EventEmitter {
  #resource;

  constructor(options = undefined) {
    const named = typeof options === 'string';
    if (!named && new.target.name === 'EventEmitterAsyncResource') validateString(options?.name, 'options.name');
    const name = named ? options : options?.name || new.target.name;
    super(named ? undefined : options);
    this.#resource = new EventEmitterReferencingAsyncResource(this, name, named ? undefined : options);
  }

  emit(event, ...args) {
    return this.#resource.runInAsyncScope(super.emit, this, event, ...args);
  }

  emitDestroy() { this.#resource.emitDestroy(); }

  get asyncId() { return this.#resource.asyncId(); }

  get triggerAsyncId() { return this.#resource.triggerAsyncId(); }

  get asyncResource() { return this.#resource; }
};
