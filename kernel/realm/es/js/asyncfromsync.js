// Async-from-Sync iterators: ECMA-262 section 27.1.6.
const { apply, error, text, callee, Promise, promiseResolve, promiseThen } = natives;

function isObject(v) {
  return typeof v === 'object' && v !== null || typeof v === 'function';
}

function method(it, key) {
  const m = it[key];
  if (m === undefined || m === null) return undefined;
  if (typeof m !== 'function') {
    throw error('TypeError', `'${text(m)}' returned for property '${key}' of object '${text(it)}' is not a function`);
  }
  return m;
}

function quietly(it) {
  try {
    const m = it.return;
    if (m !== undefined && m !== null) apply(m, it, []);
  } catch {
    // the rejection that closes it wins
  }
}

// answer makes the promise of a result: the value is awaited, and a rejected one closes the sync iterator.
function answer(it, call, closes) {
  return new Promise((resolve, reject) => {
    const result = call();
    if (!isObject(result)) throw error('TypeError', `Iterator result ${text(result)} is not an object`);
    const done = !!result.done;
    const value = result.value;
    const close = closes && !done;
    let wrapper;
    try {
      wrapper = apply(promiseResolve, Promise, [value]);
    } catch (e) {
      if (close) quietly(it);
      throw e;
    }
    apply(promiseThen, wrapper, [(v) => resolve({ value: v, done }), (e) => {
      if (close) quietly(it);
      reject(e);
    }]);
  });
}

class AsyncFromSyncIterator {
  #it;
  #next;
  constructor(it, next) {
    this.#it = it;
    this.#next = next;
  }
  next(...args) {
    return answer(this.#it, () => {
      if (typeof this.#next !== 'function') throw error('TypeError', `${callee(this.#next)} is not a function`);
      return apply(this.#next, this.#it, args);
    }, true);
  }
  return(...args) {
    let m;
    try {
      m = method(this.#it, 'return');
    } catch (e) {
      return new Promise((_, reject) => reject(e));
    }
    if (m === undefined) return new Promise((resolve) => resolve({ value: args[0], done: true }));
    return answer(this.#it, () => apply(m, this.#it, args), false);
  }
  throw(...args) {
    let m;
    try {
      m = method(this.#it, 'throw');
      if (m === undefined) {
        quietly(this.#it);
        throw error('TypeError', "The iterator does not provide a 'throw' method");
      }
    } catch (e) {
      return new Promise((_, reject) => reject(e));
    }
    return answer(this.#it, () => apply(m, this.#it, args), true);
  }
}

return { AsyncFromSyncIterator };
