// Iterator helpers: ECMA-262 sections 27.1.2 to 27.1.4, in V8's words.
const { apply, error, text, callee, builtin, prototype, iterator } = natives;

function isObject(v) {
  return typeof v === 'object' && v !== null || typeof v === 'function';
}

function receiver(v, name) {
  if (!isObject(v)) throw error('TypeError', `Iterator.prototype.${name} called on non-object`);
}

function checked(result) {
  if (!isObject(result)) throw error('TypeError', `Iterator result ${text(result)} is not an object`);
  return result;
}

function step(it, next) {
  if (typeof next !== 'function') throw error('TypeError', `${callee(next)} is not a function`);
  return checked(apply(next, it, []));
}

// IteratorClose of a normal completion.
function close(it) {
  const m = it.return;
  if (m === undefined || m === null) return;
  if (typeof m !== 'function') throw error('TypeError', `${callee(m)} is not a function`);
  if (!isObject(apply(m, it, []))) throw error('TypeError', 'return called on non-object');
}

// IteratorClose of a throw completion: what closing throws is lost.
function closeQuietly(it) {
  try {
    const m = it.return;
    if (m !== undefined && m !== null) apply(m, it, []);
  } catch {
    // the first error wins
  }
}

function failure(it, e) {
  closeQuietly(it);
  return e;
}

function callback(it, fn, message) {
  if (typeof fn !== 'function') throw failure(it, error('TypeError', message ?? `${callee(fn)} is not a function`));
}

function limit(it, value) {
  let n;
  try {
    n = +value;
  } catch (e) {
    throw failure(it, e);
  }
  const integer = n < 0 ? -intPart(-n) : intPart(n);
  if (n !== n || integer < 0) throw failure(it, error('RangeError', `${text(value)} must be positive`));
  return integer;
}

function intPart(n) {
  return n - n % 1 || (n === Infinity ? n : 0);
}

const finished = () => ({ value: undefined, done: true });

// An iterator helper object: advance makes the next result (undefined at the end), shut closes what it works on.
let make;
class Helper {
  #advance;
  #shut;
  #running = false;
  #done = false;
  static {
    make = (advance, shut) => {
      const h = new Helper();
      h.#advance = advance;
      h.#shut = shut;
      return h;
    };
  }
  next() {
    if (!isObject(this) || !(#advance in this)) {
      throw error('TypeError', `Method Iterator Helper.prototype.next called on incompatible receiver ${text(this)}`);
    }
    if (this.#running) throw error('TypeError', 'Generator is already running');
    if (this.#done) return finished();
    this.#running = true;
    this.#done = true;
    try {
      const result = this.#advance();
      if (result === undefined) return finished();
      this.#done = false;
      return result;
    } finally {
      this.#running = false;
    }
  }
  return() {
    if (!isObject(this) || !(#advance in this)) {
      throw error('TypeError', `Method Iterator Helper.prototype.return called on incompatible receiver ${text(this)}`);
    }
    if (this.#running) throw error('TypeError', 'Generator is already running');
    if (this.#done) return finished();
    this.#done = true;
    this.#shut();
    return finished();
  }
}
delete Helper.prototype.constructor;
Object.setPrototypeOf(Helper.prototype, prototype);
Object.defineProperty(Helper.prototype, Symbol.toStringTag, { value: 'Iterator Helper', configurable: true });
builtin(Helper.prototype);

// GetIteratorFlattenable(v, reject-primitives or iterate-string-primitives)
function flattenable(v, strings, name) {
  if (!isObject(v) && !(strings && typeof v === 'string')) throw error('TypeError', `${name} called on non-object`);
  const m = v[iterator];
  if (m === undefined || m === null) return v;
  if (typeof m !== 'function') throw notMethod(m, 'Symbol(Symbol.iterator)', v);
  const it = apply(m, v, []);
  if (!isObject(it)) throw error('TypeError', `${text(v)} is not iterable`);
  return it;
}

function notMethod(m, key, object) {
  return error('TypeError', `'${text(m)}' returned for property '${key}' of object '${text(object)}' is not a function`);
}

function map(fn) {
  receiver(this, 'map');
  callback(this, fn);
  const it = this, next = it.next;
  let n = 0;
  return make(() => {
    const r = step(it, next);
    if (r.done) return undefined;
    const v = r.value;
    try {
      return { value: fn(v, n++), done: false };
    } catch (e) {
      throw failure(it, e);
    }
  }, () => close(it));
}

function filter(fn) {
  receiver(this, 'filter');
  callback(this, fn);
  const it = this, next = it.next;
  let n = 0;
  return make(() => {
    for (;;) {
      const r = step(it, next);
      if (r.done) return undefined;
      const value = r.value;
      try {
        if (fn(value, n++)) return { value, done: false };
      } catch (e) {
        throw failure(it, e);
      }
    }
  }, () => close(it));
}

function take(count) {
  receiver(this, 'take');
  let left = limit(this, count);
  const it = this, next = it.next;
  return make(() => {
    if (left === 0) {
      close(it);
      return undefined;
    }
    left--;
    const r = step(it, next);
    return r.done ? undefined : { value: r.value, done: false };
  }, () => close(it));
}

function drop(count) {
  receiver(this, 'drop');
  let left = limit(this, count);
  const it = this, next = it.next;
  return make(() => {
    for (; left > 0; left--) {
      if (step(it, next).done) return undefined;
    }
    const r = step(it, next);
    return r.done ? undefined : { value: r.value, done: false };
  }, () => close(it));
}

function flatMap(fn) {
  receiver(this, 'flatMap');
  callback(this, fn, 'Iterator.prototype.flatMap is not a function');
  const it = this, next = it.next;
  let n = 0;
  let inner, innerNext;
  const advance = () => {
    for (;;) {
      if (inner === undefined) {
        const r = step(it, next);
        if (r.done) return undefined;
        const value = r.value;
        try {
          inner = flattenable(fn(value, n++), false, 'Iterator.prototype.flatMap');
          innerNext = inner.next;
        } catch (e) {
          throw failure(it, e);
        }
      }
      try {
        const r = step(inner, innerNext);
        if (!r.done) return { value: r.value, done: false };
        inner = undefined;
      } catch (e) {
        throw failure(it, e);
      }
    }
  };
  return make(advance, () => {
    if (inner !== undefined) {
      try {
        close(inner);
      } catch (e) {
        throw failure(it, e);
      }
    }
    close(it);
  });
}

function reduce(fn, initial) {
  receiver(this, 'reduce');
  callback(this, fn);
  const next = this.next;
  let acc = initial, n = 0;
  if (arguments.length < 2) {
    const r = step(this, next);
    if (r.done) throw error('TypeError', 'Reduce of a done iterator with no initial value');
    acc = r.value;
    n = 1;
  }
  for (;;) {
    const r = step(this, next);
    if (r.done) return acc;
    const value = r.value;
    try {
      acc = fn(acc, value, n++);
    } catch (e) {
      throw failure(this, e);
    }
  }
}

// visit calls fn for each value until it returns something else than undefined; that closes the iterator.
function visit(it, fn) {
  const next = it.next;
  for (let n = 0; ; n++) {
    const r = step(it, next);
    if (r.done) return undefined;
    const value = r.value;
    let found;
    try {
      found = fn(value, n);
    } catch (e) {
      throw failure(it, e);
    }
    if (found !== undefined) {
      close(it);
      return found;
    }
  }
}

function toArray() {
  receiver(this, 'toArray');
  const list = [];
  const next = this.next;
  for (let n = 0; ; n++) {
    const r = step(this, next);
    if (r.done) return list;
    list[n] = r.value;
  }
}

function forEach(fn) {
  receiver(this, 'forEach');
  callback(this, fn);
  visit(this, (v, n) => void fn(v, n));
}

function some(fn) {
  receiver(this, 'some');
  callback(this, fn);
  return visit(this, (v, n) => fn(v, n) ? true : undefined) ?? false;
}

function every(fn) {
  receiver(this, 'every');
  callback(this, fn);
  return visit(this, (v, n) => fn(v, n) ? undefined : false) ?? true;
}

function find(fn) {
  receiver(this, 'find');
  callback(this, fn);
  return visit(this, (v, n) => fn(v, n) ? { v } : undefined)?.v;
}

function dispose() {
  if (this === undefined || this === null) throw error('TypeError', `Cannot read properties of ${this} (reading 'return')`);
  const m = this.return;
  if (m === undefined || m === null) return;
  if (typeof m !== 'function') throw notMethod(m, 'return', this);
  apply(m, this, []);
}

// %WrapForValidIteratorPrototype%: what Iterator.from makes of an iterator that does not inherit from Iterator.
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
    if (typeof this.#next !== 'function') throw error('TypeError', `${callee(this.#next)} is not a function`);
    return apply(this.#next, this.#it, []);
  }
  return() {
    Wrapper.#check(this, 'return');
    const m = this.#it.return;
    if (m === undefined || m === null) return finished();
    if (typeof m !== 'function') throw notMethod(m, 'return', this.#it);
    return apply(m, this.#it, []);
  }
  static #check(v, name) {
    if (isObject(v) && #it in v) return;
    throw error('TypeError', `Method %WrapForValidIteratorPrototype%.${name} called on incompatible receiver ${text(v)}`);
  }
}
delete Wrapper.prototype.constructor;
Object.setPrototypeOf(Wrapper.prototype, prototype);
builtin(Wrapper.prototype);

function inherits(v) {
  while ((v = Object.getPrototypeOf(v)) !== null) {
    if (v === prototype) return true;
  }
  return false;
}

function from(v) {
  const it = flattenable(v, true, 'Iterator.from');
  const next = it.next;
  return inherits(it) ? it : wrap(it, next);
}

return { map, filter, take, drop, flatMap, reduce, toArray, forEach, some, every, find, dispose, from };
