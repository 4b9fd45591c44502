// The parts of async iteration that are plainest in JavaScript: AsyncFromSyncIterator, the iterator record of for
// await, and async yield*. ECMA-262 sections 27.1.6, 14.7.5.7 and 15.5.5.
const { record, yieldRaw, yieldReturn, AsyncIteratorPrototype } = natives;
const { asyncIterator, iterator } = Symbol;
const { apply } = Reflect;
const IntrinsicPromise = Promise;
const resolve = Promise.resolve;
const then = Promise.prototype.then;
const NEXT = 0, THROW = 1;

function isObject(v) {
  return typeof v === 'object' && v !== null || typeof v === 'function';
}

function checkResult(r) {
  if (!isObject(r)) throw new TypeError(`Iterator result ${String(r)} is not an object`);
  return r;
}

function method(object, key) {
  const m = object[key];
  if (m === undefined || m === null) return undefined;
  if (typeof m !== 'function') throw new TypeError(`${String(m)} is not a function`);
  return m;
}

// %AsyncFromSyncIteratorPrototype%
class AsyncFromSyncIterator {
  #it;
  #next;
  constructor(it) {
    this.#it = it;
    this.#next = it.next;
  }
  next(...args) {
    return this.#continue(() => apply(this.#next, this.#it, args), true);
  }
  return(...args) {
    let m;
    try {
      m = method(this.#it, 'return');
    } catch (e) {
      return IntrinsicPromise.reject(e);
    }
    if (m === undefined) return apply(resolve, IntrinsicPromise, [{ value: args[0], done: true }]);
    return this.#continue(() => apply(m, this.#it, args), false);
  }
  throw(...args) {
    let m;
    try {
      m = method(this.#it, 'throw');
      if (m === undefined) {
        this.#close();
        throw new TypeError("The iterator does not provide a 'throw' method.");
      }
    } catch (e) {
      return IntrinsicPromise.reject(e);
    }
    return this.#continue(() => apply(m, this.#it, args), true);
  }
  // AsyncFromSyncIteratorContinuation: the value is awaited, and a rejection closes the sync iterator. So does, in V8,
  // what goes wrong before there is a value: a call that throws, a result that is no object.
  #continue(call, closes) {
    return new IntrinsicPromise((fulfil, reject) => {
      let done, value, wrapper;
      let mayClose = closes;
      try {
        const result = checkResult(call());
        done = Boolean(result.done);
        value = result.value;
        mayClose &&= !done;
        wrapper = apply(resolve, IntrinsicPromise, [value]);
      } catch (e) {
        if (mayClose) this.#closeQuietly();
        throw e;
      }
      apply(then, wrapper, [
        (v) => fulfil({ value: v, done }),
        !mayClose ? reject : (e) => {
          this.#closeQuietly();
          reject(e);
        },
      ]);
    });
  }
  #close() {
    const m = method(this.#it, 'return');
    if (m !== undefined && !isObject(apply(m, this.#it, []))) throw new TypeError('return called on non-object');
  }
  #closeQuietly() {
    try {
      const m = method(this.#it, 'return');
      if (m !== undefined) apply(m, this.#it, []);
    } catch {
      // the rejection that closes it wins
    }
  }
}
Object.setPrototypeOf(AsyncFromSyncIterator.prototype, AsyncIteratorPrototype);
delete AsyncFromSyncIterator.prototype.constructor;

// GetIterator(obj, async)
function getIterator(obj) {
  const m = method(obj, asyncIterator);
  if (m !== undefined) {
    const it = apply(m, obj, []);
    if (!isObject(it)) throw new TypeError('Result of the Symbol.asyncIterator method is not an object');
    return it;
  }
  const sync = obj[iterator];
  if (typeof sync !== 'function') throw new TypeError(`${describe(obj)} is not async iterable`);
  const it = apply(sync, obj, []);
  if (!isObject(it)) throw new TypeError('Result of the Symbol.iterator method is not an object');
  return new AsyncFromSyncIterator(it);
}

function describe(v) {
  return isObject(v) ? 'object' : typeof v === 'string' ? JSON.stringify(v) : String(v);
}

// What AsyncIteratorClose awaits, in an array; undefined if there is nothing to call.
natives.closeIterator = (it) => {
  const m = method(it, 'return');
  return m === undefined ? undefined : [apply(m, it, [])];
};
natives.checkResult = checkResult;
natives.notCallable = (next) => apply(next, undefined, []);

// The record that a lowered for await works on.
natives.iterator = (obj) => record(getIterator(obj));

// yield* of an async generator: the body of the outer one runs it with a plain yield*.
natives.delegate = function* (obj) {
  const it = getIterator(obj);
  const next = it.next;
  let received = { kind: NEXT, value: undefined };
  for (;;) {
    let result;
    if (received.kind === NEXT) {
      result = checkResult(yield apply(next, it, [received.value]));
      if (result.done) return result.value;
    } else if (received.kind === THROW) {
      const m = method(it, 'throw');
      if (m === undefined) {
        const close = method(it, 'return');
        if (close !== undefined) checkResult(yield apply(close, it, []));
        throw new TypeError("The iterator does not provide a 'throw' method.");
      }
      result = checkResult(yield apply(m, it, [received.value]));
      if (result.done) return result.value;
    } else {
      const m = method(it, 'return');
      if (m === undefined) yield yieldReturn(yield received.value);
      result = checkResult(yield apply(m, it, [received.value]));
      if (result.done) yield yieldReturn(result.value);
    }
    received = yield yieldRaw(result.value);
  }
};
