'use strict';
// Small things that all web streams (streams.spec.whatwg.org) need: promises with their resolvers, callbacks that cannot
// throw, the private state.

const { customInspect, deeper } = require('internal/shape');
const { inspect } = require('internal/inspect');

const kState = Symbol('kState');
const kSecret = Symbol('secret'); // what only our own constructors are called with

const nop = () => {};

// deferred is a promise with its resolvers, and whether one of them was called.
function deferred() {
  const d = { promise: undefined, resolve: undefined, reject: undefined, settled: false };
  d.promise = new Promise((resolve, reject) => {
    d.resolve = (value) => {
      d.settled = true;
      resolve(value);
    };
    d.reject = (reason) => {
      d.settled = true;
      reject(reason);
    };
  });
  return d;
}

const settled = (promise) => ({ promise, resolve: nop, reject: nop, settled: true });

function resolvedDeferred(value) {
  return settled(Promise.resolve(value));
}

function rejectedDeferred(reason) {
  const d = settled(Promise.reject(reason));
  handled(d.promise);
  return d;
}

// handled marks a promise whose rejection is nobody's business.
function handled(promise) {
  promise.then(nop, nop);
}

// invoke calls a method of an underlying source, sink or transformer; what it throws is a rejection.
function invoke(method, object, args) {
  try {
    return Promise.resolve(Reflect.apply(method, object, args));
  } catch (err) {
    return Promise.reject(err);
  }
}

// show makes the inspection of a class: its name and some fields.
function show(fieldsOf) {
  return function(depth, options) {
    const { name } = this.constructor;
    if (depth < 0) return this;
    return `${name} ${inspect(fieldsOf(this), deeper(options))}`;
  };
}

const is = (Class) => (value) => typeof value?.[kState] === 'object' && value instanceof Class;

module.exports = { customInspect, deferred, handled, invoke, is, kSecret, kState, nop, rejectedDeferred, resolvedDeferred, show };
