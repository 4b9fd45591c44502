'use strict';
// util.promisify, callbackify and deprecate.

const { ERR_FALSY_VALUE_REJECTION } = require('internal/errors').codes;
const { validateFunction, validateString } = require('internal/validators');

const kCustom = Symbol.for('nodejs.util.promisify.custom');
const kArgumentNames = Symbol('customPromisifyArgs');

const asCustom = (fn) => Object.defineProperty(fn, kCustom, { value: fn, configurable: true });

function promisify(original) {
  validateFunction(original, 'original');
  const custom = original[kCustom];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return asCustom(custom);
  }
  // What a callback gets beside the error may have names: fs.read gives { bytesRead, buffer }.
  const names = original[kArgumentNames];
  function fn(...args) {
    return new Promise((resolve, reject) => {
      args.push((err, ...values) => {
        if (err) reject(err);
        else if (names === undefined || values.length < 2) resolve(values[0]);
        else resolve(Object.fromEntries(names.map((name, i) => [name, values[i]])));
      });
      if (require('internal/types').isPromise(Reflect.apply(original, this, args))) {
        process.emitWarning('Calling promisify on a function that returns a Promise is likely a mistake.',
          'DeprecationWarning', 'DEP0174');
      }
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  asCustom(fn);
  return Object.defineProperties(fn, Object.getOwnPropertyDescriptors(original));
}

promisify.custom = kCustom;

// A falsy reason would look like success to the callback.
function deliver(reason, callback) {
  callback(reason ? reason : new ERR_FALSY_VALUE_REJECTION(reason));
}

function callbackify(original) {
  validateFunction(original, 'original');
  function callbackified(...args) {
    const last = args.pop();
    validateFunction(last, 'last argument');
    const callback = last.bind(this);
    Reflect.apply(original, this, args).then(
      (value) => process.nextTick(callback, null, value),
      (reason) => process.nextTick(deliver, reason, callback));
  }
  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  return Object.defineProperties(callbackified, descriptors);
}

const warnedCodes = new Set();

// warner returns a function that warns of a deprecation the first time it is called, and once for each code.
function warner(message, code, fn) {
  let warned = false;
  return () => {
    if (warned) return;
    warned = true;
    if (code === undefined) {
      process.emitWarning(message, 'DeprecationWarning', fn);
    } else if (!warnedCodes.has(code)) {
      process.emitWarning(message, 'DeprecationWarning', code, fn);
      warnedCodes.add(code);
    }
  };
}

function deprecate(fn, message, code, { modifyPrototype = true } = {}) {
  if (code !== undefined) validateString(code, 'code');
  const warn = warner(message, code, deprecated);
  function deprecated(...args) {
    if (!process.noDeprecation) warn();
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  if (!modifyPrototype) return deprecated;
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return Object.defineProperty(deprecated, 'length', Object.getOwnPropertyDescriptor(fn, 'length'));
}

module.exports = { callbackify, deprecate, kArgumentNames, promisify };
