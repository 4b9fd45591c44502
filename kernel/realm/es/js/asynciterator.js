// Async iterator helpers: the stage 2 proposal, which V8 does not have yet. Each helper answers one request after the
// other, as an async generator does; the words of errors are those of the sync helpers.
const { apply, error, text, callee, builtin, defineProperty, prototype, iterator, asyncIterator, AsyncFromSyncIterator,
  Promise, promiseThen } = natives;

function isObject(v) {
  return typeof v === 'object' && v !== null || typeof v === 'function';
}

function receiver(v, name) {
  if (!isObject(v)) throw error('TypeError', `AsyncIterator.prototype.${name} called on non-object`);
}

function callback(fn) {
  if (typeof fn !== 'function') throw error('TypeError', `${callee(fn)} is not a function`);
}

function limit(value) {
  const n = +value;
  if (n !== n || n <= -1) throw error('RangeError', `${text(value)} must be positive`);
  return n === Infinity ? n : n - n % 1;
}

async function step(it, next) {
  if (typeof next !== 'function') throw error('TypeError', `${callee(next)} is not a function`);
  const result = await apply(next, it, []);
  if (!isObject(result)) throw error('TypeError', `Iterator result ${text(result)} is not an object`);
  return result;
}

async function close(it) {
  const m = it.return;
  if (m === undefined || m === null) return;
  if (typeof m !== 'function') throw error('TypeError', `${callee(m)} is not a function`);
  if (!isObject(await apply(m, it, []))) throw error('TypeError', 'return called on non-object');
}

// attempt runs fn; what it throws closes the iterators first.
async function attempt(fn, ...iterators) {
  try {
    return await fn();
  } catch (e) {
    for (const it of iterators) {
      try {
        await close(it);
      } catch {
        // the first error wins
      }
    }
    throw e;
  }
}

const finished = () => ({ value: undefined, done: true });

// advance makes the next result, undefined at the end; shut closes what the helper works on.
let make;
class AsyncHelper {
  #advance;
  #shut;
  #tail;
  #done = false;
  static {
    make = (advance, shut) => {
      const h = new AsyncHelper();
      h.#advance = advance;
      h.#shut = shut;
      return h;
    };
  }
  static #check(v, name) {
    if (isObject(v) && #advance in v) return;
    throw error('TypeError', `Method Async Iterator Helper.prototype.${name} called on incompatible receiver ${text(v)}`);
  }
  // enqueue runs work when the requests before it have been answered.
  #enqueue(work) {
    const before = this.#tail;
    const answer = (async () => {
      if (before !== undefined) await before;
      return work();
    })();
    const settled = apply(promiseThen, answer, [() => {}, () => {}]);
    this.#tail = settled;
    apply(promiseThen, settled, [() => {
      if (this.#tail === settled) this.#tail = undefined;
    }]);
    return answer;
  }
  async next() {
    AsyncHelper.#check(this, 'next');
    return this.#enqueue(async () => {
      if (this.#done) return finished();
      this.#done = true;
      const value = await this.#advance();
      if (value === undefined) return finished();
      this.#done = false;
      return { value: value.value, done: false };
    });
  }
  async return() {
    AsyncHelper.#check(this, 'return');
    return this.#enqueue(async () => {
      if (this.#done) return finished();
      this.#done = true;
      await this.#shut();
      return finished();
    });
  }
}
Object.setPrototypeOf(AsyncHelper.prototype, prototype);
delete AsyncHelper.prototype.constructor;
defineProperty(AsyncHelper.prototype, Symbol.toStringTag, { value: 'Async Iterator Helper', configurable: true });
builtin(AsyncHelper.prototype);

function open(v, strings, name) {
  if (!isObject(v) && !(strings && typeof v === 'string')) throw error('TypeError', `${name} called on non-object`);
  const async = v[asyncIterator];
  if (async !== undefined && async !== null) return checkedIterator(apply(async, v, []), v);
  const sync = v[iterator];
  if (sync === undefined || sync === null) return v;
  const it = checkedIterator(apply(sync, v, []), v);
  return new AsyncFromSyncIterator(it, it.next);
}

function checkedIterator(it, v) {
  if (!isObject(it)) throw error('TypeError', `${text(v)} is not iterable`);
  return it;
}

function map(fn) {
  receiver(this, 'map');
  callback(fn);
  const it = this, next = it.next;
  let n = 0;
  return make(async () => {
    const r = await step(it, next);
    if (r.done) return undefined;
    const v = r.value;
    return { value: await attempt(() => fn(v, n++), it) };
  }, () => close(it));
}

function filter(fn) {
  receiver(this, 'filter');
  callback(fn);
  const it = this, next = it.next;
  let n = 0;
  return make(async () => {
    for (;;) {
      const r = await step(it, next);
      if (r.done) return undefined;
      const value = r.value;
      if (await attempt(() => fn(value, n++), it)) return { value };
    }
  }, () => close(it));
}

function take(count) {
  receiver(this, 'take');
  let left = limit(count);
  const it = this, next = it.next;
  return make(async () => {
    if (left === 0) {
      await close(it);
      return undefined;
    }
    left--;
    const r = await step(it, next);
    return r.done ? undefined : { value: r.value };
  }, () => close(it));
}

function drop(count) {
  receiver(this, 'drop');
  let left = limit(count);
  const it = this, next = it.next;
  return make(async () => {
    for (; left > 0; left--) {
      if ((await step(it, next)).done) return undefined;
    }
    const r = await step(it, next);
    return r.done ? undefined : { value: r.value };
  }, () => close(it));
}

function flatMap(fn) {
  receiver(this, 'flatMap');
  callback(fn);
  const it = this, next = it.next;
  let n = 0;
  let inner, innerNext;
  return make(async () => {
    for (;;) {
      if (inner === undefined) {
        const r = await step(it, next);
        if (r.done) return undefined;
        const value = r.value;
        inner = await attempt(async () => open(await fn(value, n++), false, 'AsyncIterator.prototype.flatMap'), it);
        innerNext = inner.next;
      }
      const r = await attempt(() => step(inner, innerNext), it);
      if (!r.done) return { value: r.value };
      inner = undefined;
    }
  }, async () => {
    if (inner !== undefined) await attempt(() => close(inner), it);
    await close(it);
  });
}

async function reduce(fn, ...initial) {
  receiver(this, 'reduce');
  callback(fn);
  const next = this.next;
  let acc = initial[0], n = 0;
  if (initial.length === 0) {
    const r = await step(this, next);
    if (r.done) throw error('TypeError', 'Reduce of a done iterator with no initial value');
    acc = r.value;
    n = 1;
  }
  for (;;) {
    const r = await step(this, next);
    if (r.done) return acc;
    const value = r.value;
    acc = await attempt(() => fn(acc, value, n++), this);
  }
}

async function toArray() {
  receiver(this, 'toArray');
  const list = [];
  const next = this.next;
  for (let n = 0; ; n++) {
    const r = await step(this, next);
    if (r.done) return list;
    list[n] = r.value;
  }
}

// visit calls fn for each value until it gives something else than undefined; that closes the iterator.
async function visit(it, fn) {
  const next = it.next;
  for (let n = 0; ; n++) {
    const r = await step(it, next);
    if (r.done) return undefined;
    const value = r.value;
    const found = await attempt(() => fn(value, n), it);
    if (found !== undefined) {
      await close(it);
      return found;
    }
  }
}

async function forEach(fn) {
  receiver(this, 'forEach');
  callback(fn);
  return visit(this, async (v, n) => void await fn(v, n));
}

async function some(fn) {
  receiver(this, 'some');
  callback(fn);
  return await visit(this, async (v, n) => await fn(v, n) ? true : undefined) ?? false;
}

async function every(fn) {
  receiver(this, 'every');
  callback(fn);
  return await visit(this, async (v, n) => await fn(v, n) ? undefined : false) ?? true;
}

async function find(fn) {
  receiver(this, 'find');
  callback(fn);
  return (await visit(this, async (v, n) => await fn(v, n) ? [v] : undefined))?.[0];
}

// AsyncIterator.prototype[Symbol.asyncDispose], which V8 has: ECMA-262 section 27.1.5.3 as proposed.
async function asyncDispose() {
  if (this === undefined || this === null) throw error('TypeError', `Cannot read properties of ${this} (reading 'return')`);
  const m = this.return;
  if (m === undefined || m === null) return;
  if (typeof m !== 'function') {
    throw error('TypeError', `'${text(m)}' returned for property 'return' of object '${text(this)}' is not a function`);
  }
  await apply(m, this, [undefined]);
}

// What AsyncIterator.from makes of an async iterator that does not inherit from AsyncIterator.
let wrap;
class Wrapper {
  #it;
  #next;
  static {
    wrap = (it, next) => {
      const w = new Wrapper();
      w.#it = it;
      w.#next = next;
      return w;
    };
  }
  next() {
    Wrapper.#check(this, 'next');
    return new Promise((resolve) => resolve(apply(this.#next, this.#it, [])));
  }
  async return() {
    Wrapper.#check(this, 'return');
    const m = this.#it.return;
    return m === undefined || m === null ? finished() : apply(m, this.#it, []);
  }
  static #check(v, name) {
    if (isObject(v) && #it in v) return;
    throw error('TypeError', `Method %WrapForValidAsyncIteratorPrototype%.${name} called on incompatible receiver ${text(v)}`);
  }
}
Object.setPrototypeOf(Wrapper.prototype, prototype);
delete Wrapper.prototype.constructor;
builtin(Wrapper.prototype);

function inherits(v) {
  while ((v = Object.getPrototypeOf(v)) !== null) {
    if (v === prototype) return true;
  }
  return false;
}

function from(v) {
  const it = open(v, true, 'AsyncIterator.from');
  const next = it.next;
  return inherits(it) ? it : wrap(it, next);
}

return { map, filter, take, drop, flatMap, reduce, toArray, forEach, some, every, find, asyncDispose, from };
