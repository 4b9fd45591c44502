// Promise.any, Promise.try and Promise.withResolvers: ECMA-262 sections 27.2.4.3, 27.2.4.8 and 27.2.4.9.
const { error, text, callee, isConstructor, iterable, Promise, AggregateError, defineProperty } = natives;

function isObject(v) {
  return typeof v === 'object' && v !== null || typeof v === 'function';
}

// NewPromiseCapability
function capability(C) {
  if (!isConstructor(C)) throw error('TypeError', `${text(C)} is not a constructor`);
  const cap = { promise: undefined, resolve: undefined, reject: undefined };
  cap.promise = new C((resolve, reject) => {
    if (cap.resolve !== undefined || cap.reject !== undefined) {
      throw error('TypeError', 'Promise executor has already been invoked with non-undefined arguments');
    }
    cap.resolve = resolve;
    cap.reject = reject;
  });
  if (typeof cap.resolve !== 'function' || typeof cap.reject !== 'function') {
    throw error('TypeError', 'Promise resolve or reject function is not callable');
  }
  return cap;
}

function withResolvers() {
  if (!isObject(this)) throw error('TypeError', 'Promise.withResolvers called on non-object');
  return capability(this);
}

function attempt(fn, ...args) {
  if (!isObject(this)) throw error('TypeError', 'Promise.try called on non-object');
  const { promise, resolve, reject } = capability(this);
  let value;
  try {
    if (typeof fn !== 'function') throw error('TypeError', `${callee(fn)} is not a function`);
    value = fn(...args);
  } catch (e) {
    reject(e);
    return promise;
  }
  resolve(value);
  return promise;
}

function allRejected(errors) {
  const e = new AggregateError([], 'All promises were rejected');
  defineProperty(e, 'errors', { value: errors });
  defineProperty(e, 'stack', { value: 'AggregateError: All promises were rejected' });
  return e;
}

function any(promises) {
  if (!isObject(this)) throw error('TypeError', 'Promise.any called on non-object');
  const { promise, resolve, reject } = capability(this);
  try {
    const resolveElement = this.resolve;
    if (typeof resolveElement !== 'function') throw error('TypeError', 'resolve is not a function');
    const errors = [];
    let left = 1, n = 0;
    for (const element of iterable(promises)) {
      const index = n++;
      errors[index] = undefined;
      const next = natives.apply(resolveElement, this, [element]);
      let called = false;
      left++;
      next.then(resolve, (e) => {
        if (called) return;
        called = true;
        errors[index] = e;
        if (--left === 0) reject(allRejected(errors));
      });
    }
    if (--left === 0) reject(allRejected(errors));
  } catch (e) {
    reject(e);
  }
  return promise;
}

return { any, attempt, withResolvers };
