// Array.fromAsync: ECMA-262 section 23.1.2.1.1, with the steps V8 takes where they can be told apart: it closes the
// iterator also after an error of the iterator itself, and it reads the next method of a sync iterator twice.
const { apply, error, text, callee, isConstructor, Array, asyncIterator, iterator, AsyncFromSyncIterator, defineProperty } = natives;

function isObject(v) {
  return typeof v === 'object' && v !== null || typeof v === 'function';
}

function method(items, symbol, name) {
  const m = items[symbol];
  if (m === undefined || m === null) return undefined;
  if (typeof m !== 'function') {
    throw error('TypeError', 'Array.fromAsync requires that the property of the first argument, ' +
      `items[${name}], when exists, be a function`);
  }
  return m;
}

function open(m, items, sync) {
  const it = apply(m, items, []);
  if (!isObject(it)) throw error('TypeError', 'Result of the Symbol.iterator method is not an object');
  const next = it.next;
  if (!sync) return { it, next };
  const wrapper = new AsyncFromSyncIterator(it, it.next);
  return { it: wrapper, next: wrapper.next };
}

function put(list, n, value) {
  defineProperty(list, n, { value, writable: true, enumerable: true, configurable: true });
}

function convert(n) {
  n = +n;
  if (!(n > 0)) return 0;
  return n > 9007199254740991 ? 9007199254740991 : n - n % 1;
}

function check(items, fn) {
  if (fn !== undefined && typeof fn !== 'function') throw error('TypeError', `${text(fn)} is not a function`);
  if (items === undefined || items === null) {
    throw error('TypeError', `Cannot read properties of ${items} (reading 'Symbol(Symbol.asyncIterator)')`);
  }
}

// fromAsync is one function because every further async one would take jobs of its own.
async function fromAsync(items, fn, thisArg) {
  check(items, fn);
  let m = method(items, asyncIterator, 'Symbol.asyncIterator');
  const sync = m === undefined;
  if (sync) m = method(items, iterator, 'Symbol.iterator');
  const C = isConstructor(this) ? this : Array;
  if (m === undefined) {
    items = Object(items);
    const length = convert(items.length);
    const list = new C(length);
    for (let n = 0; n < length; n++) {
      let value = await items[n];
      if (fn !== undefined) value = await apply(fn, thisArg, [value, n]);
      put(list, n, value);
    }
    list.length = length;
    return list;
  }
  const list = new C();
  const { it, next } = open(m, items, sync);
  try {
    for (let n = 0; ; n++) {
      if (typeof next !== 'function') throw error('TypeError', `${callee(next)} is not a function`);
      const result = await apply(next, it, []);
      if (!isObject(result)) throw error('TypeError', 'Iterator result Array.fromAsync is not an object');
      if (result.done) {
        list.length = n;
        return list;
      }
      let value = result.value;
      if (fn !== undefined) value = await apply(fn, thisArg, [value, n]);
      put(list, n, value);
    }
  } catch (e) {
    try {
      const m = it.return;
      if (m !== undefined && m !== null) await apply(m, it, []);
    } catch {
      // the first error wins
    }
    throw e;
  }
}

return { fromAsync };
