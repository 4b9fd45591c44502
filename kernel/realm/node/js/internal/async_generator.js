'use strict';
// Async generators for an engine that has none: the body is a plain generator, in which `yield awaiting(p)` is await.
// Queue, states and the number of microtask steps are those of ECMA-262, section 27.6.3.
//
//	const numbers = asyncGenerator(function*() { yield await1; const v = yield awaiting(promise); yield v; });

const { asyncIteratorPrototype } = internal;

class Awaiting {
  constructor(value) { this.value = value; }
}

const awaiting = (value) => new Awaiting(value);

class Machine {
  #body;
  #queue = [];
  #state = 'start'; // start, running, yielded, returning, completed

  constructor(body) { this.#body = body; }

  // enqueue answers next, throw and return.
  enqueue(method, value) {
    return new Promise((resolve, reject) => {
      this.#queue.push({ method, value, resolve, reject });
      if (this.#state !== 'running' && this.#state !== 'returning') this.#resume();
    });
  }

  // #resume serves the first request of the queue.
  #resume() {
    const { method, value } = this.#queue[0];
    if (this.#state === 'start' && method !== 'next') this.#state = 'completed';
    if (this.#state !== 'completed') {
      this.#state = 'running';
      if (method === 'return') this.#await(value, 'return');
      else this.#step(method, value);
    } else if (method === 'return') {
      this.#state = 'returning';
      Promise.resolve(value).then((v) => this.#complete(v, true), (err) => this.#fail(err));
    } else if (method === 'throw') {
      this.#fail(value);
    } else {
      this.#complete(undefined, true);
    }
  }

  // #await goes on with the body when the promise is settled.
  #await(value, method = 'next') {
    Promise.resolve(value).then((v) => this.#step(method, v), (err) => this.#step('throw', err));
  }

  #step(method, value) {
    let result;
    try {
      result = this.#body[method](value);
    } catch (err) {
      this.#state = 'completed';
      this.#fail(err);
      return;
    }
    if (result.done) this.#finish(result.value);
    else if (result.value instanceof Awaiting) this.#await(result.value.value);
    else Promise.resolve(result.value).then((v) => this.#complete(v, false), (err) => this.#step('throw', err));
  }

  #finish(value) {
    const end = () => { this.#state = 'completed'; };
    if (value === undefined) {
      end();
      this.#complete(value, true);
      return;
    }
    Promise.resolve(value).then((v) => {
      end();
      this.#complete(v, true);
    }, (err) => {
      end();
      this.#fail(err);
    });
  }

  #complete(value, done) {
    this.#queue.shift().resolve({ value, done });
    this.#state = done ? 'completed' : 'yielded';
    if (this.#queue.length > 0) this.#resume();
  }

  #fail(err) {
    this.#queue.shift().reject(err);
    this.#state = 'completed';
    if (this.#queue.length > 0) this.#resume();
  }
}

const machines = new WeakMap();

function request(generator, method, value) {
  const machine = machines.get(generator);
  if (machine === undefined) return Promise.reject(new TypeError(`${method} method called on incompatible receiver ${String(generator)}`));
  return machine.enqueue(method, value);
}

const prototype = Object.create(asyncIteratorPrototype(), {
  next: { value: function next(value) { return request(this, 'next', value); }, configurable: true, writable: true },
  return: { value(value) { return request(this, 'return', value); }, configurable: true, writable: true },
  throw: { value(value) { return request(this, 'throw', value); }, configurable: true, writable: true },
  [Symbol.toStringTag]: { value: 'AsyncGenerator', configurable: true },
  [Symbol.asyncIterator]: { value() { return this; }, configurable: true, writable: true },
  [Symbol.asyncDispose]: { value() { return this.return().then(() => undefined); }, configurable: true, writable: true },
});

function asyncGenerator(body) {
  const generator = Object.create(prototype);
  machines.set(generator, new Machine(body()));
  return generator;
}

module.exports = { asyncGenerator, awaiting };
