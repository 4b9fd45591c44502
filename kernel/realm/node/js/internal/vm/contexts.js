'use strict';
// Contexts: a sandbox object that is the global object of the scripts that run in it.

const { lazy } = require('internal/shape');
const { intrinsics } = require('internal/vm/intrinsics');

// The compiler is the realm's (vm.go).
const native = lazy(() => require('internal/contexts'));

const contexts = new WeakMap(); // of sandboxes, and of the global objects of vanilla contexts

// globalOf makes the global object: what the sandbox has, and behind it the intrinsics. It is what scripts call globalThis;
// everything they write goes to the sandbox.
function globalOf(inner, sandbox) {
  return new Proxy(inner, {
    get: (target, key) => (key in sandbox ? sandbox[key] : inner[key]),
    set(target, key, value) {
      sandbox[key] = value;
      return true;
    },
    has: (target, key) => key in sandbox || key in inner,
    deleteProperty: (target, key) => Reflect.deleteProperty(Object.hasOwn(sandbox, key) ? sandbox : inner, key),
    ownKeys: () => [...new Set([...Reflect.ownKeys(sandbox), ...Reflect.ownKeys(inner)])],
    getOwnPropertyDescriptor(target, key) {
      const descriptor = Reflect.getOwnPropertyDescriptor(sandbox, key) ?? Reflect.getOwnPropertyDescriptor(inner, key);
      const fixed = Reflect.getOwnPropertyDescriptor(inner, key)?.configurable === false;
      return descriptor && { ...descriptor, configurable: !fixed };
    },
    defineProperty(target, key, descriptor) {
      if (!Reflect.defineProperty(sandbox, key, descriptor)) return false;
      return descriptor.configurable === true || Reflect.defineProperty(inner, key, { ...descriptor });
    },
  });
}

function makeContext(sandbox, vanilla) {
  const inner = {};
  const global = globalOf(inner, sandbox);
  let scope;
  const adopt = intrinsics(inner, global, (body, params) => native().functionIn('anonymous', params, body, [scope]));
  Object.setPrototypeOf(inner, inner.Object.prototype);
  scope = native().scope(global, sandbox, inner, adopt);
  const context = { global, scope };
  contexts.set(vanilla ? global : sandbox, context);
  if (!vanilla) contexts.set(global, context);
  return vanilla ? global : sandbox;
}

const contextOf = (object) => contexts.get(object);

module.exports = { contextOf, makeContext };
