// Values that fight back: traps, getters and inspectors that throw, cycles, depth, size.
const custom = Symbol.for('nodejs.util.inspect.custom');
const boom = (what) => { throw new RangeError(what); };
const every = (f) => new Proxy({}, { get: (_, trap) => f(trap) });

print('--- proxies');
for (const trap of ['get', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'has']) {
  const angry = new Proxy({ a: 1 }, { [trap]() { boom(trap); } });
  show(angry); show([angry]); show(angry, { showProxy: true }); show(Object.create(angry)); show(new Proxy(angry, {}));
}
show(new Proxy({}, every(() => undefined))); show(new Proxy([], { get: () => 7 })); show(new Proxy(function f() {}, { apply() { boom('apply'); } })); show(new Proxy(class A {}, { get: () => 'lie' }));
show(new Proxy(new Proxy(new Proxy({ deep: 1 }, {}), {}), {}), { showProxy: true }); show(new Proxy([null], {})); show(new Proxy({ 0: null }, {}));
const gone = Proxy.revocable({}, {}); gone.revoke(); show([gone.proxy]); show(gone.proxy, { showProxy: true }); show({ a: { b: gone.proxy } }); format('%s %o', gone.proxy, gone.proxy);
const mirror = new Proxy({}, { ownKeys: () => ['a', 'b'], getOwnPropertyDescriptor: (t, k) => ({ value: k, enumerable: k === 'a', configurable: true }) }); show(Object.create(mirror)); show(new Proxy(mirror, {})); show(new Proxy(mirror, {}), { showHidden: true });

print('--- getters');
const calls = [];
show({ get a() { calls.push('a'); return 1; }, get b() { boom('b'); } }); show({ get a() { calls.push('a'); return 1; } }, { getters: true }); print(calls.join());
show({ get tag() { boom('tag'); }, get [Symbol.toStringTag]() { calls.push('tag'); return 'T'; } }); print(calls.join()); show({ get [Symbol.toStringTag]() { boom('tag'); } }); show({ get [custom]() { boom('custom'); } }); show({ get constructor() { boom('constructor'); } }); show(Object.create({ get constructor() { boom('constructor'); } }));
show(Object.defineProperty([], 'length', { writable: false })); show(Object.defineProperty([1, 2], 0, { get() { boom('element'); } })); show(Object.defineProperty([1, 2, 3, 4, 5, 6, 7, 8], 0, { get() { calls.push('element'); return 1; } })); print(calls.join());
show(Object.defineProperty(function () {}, 'name', { get() { boom('name'); } })); show(Object.defineProperty(class {}, 'name', { get() { boom('name'); } })); show(Object.defineProperty(new Map(), 'size', { value: 9 })); show(Object.defineProperty(new Date(0), 'getTime', { value: 1 }));
show({ get self() { return this; } }, { getters: true }); show({ get grow() { return { get grow() { return { get grow() { return {}; } }; } }; } }, { getters: true }); show({ get a() { throw traced(new Error('in')); } }, { getters: true }); show({ x: { get a() { throw { b: { c: { d: 1 } } }; } } }, { getters: true }); show({ get a() { throw undefined; } }, { getters: true });
show(new (class { get #private() { return 1; } get public() { boom('public'); } static get stat() { boom('stat'); } })()); show(class { static get stat() { boom('stat'); } }); show(class { static get stat() { boom('stat'); } }, { getters: true, compact: true });

print('--- intrinsics replaced');
// (Not Map's and Set's iterators: Node then walks through the replacements, we do not. See TestReplacedIteratorsAreNotUsed.)
const kept = [Map.prototype.entries, Map.prototype.forEach, Set.prototype.values, Function.prototype.toString, Object.prototype.hasOwnProperty, Date.prototype.toISOString, Array.prototype[Symbol.iterator], Object.keys, Reflect.ownKeys];
Map.prototype.entries = Map.prototype.forEach = Set.prototype.values = Function.prototype.toString = Object.prototype.hasOwnProperty = Date.prototype.toISOString = Object.keys = Reflect.ownKeys = () => boom('replaced');
show(new Map([[1, { a: 1 }]])); show(new Set([1, 2])); show(class A {}); show(function f() {}); show({ a: 1 }); show(new Date(0)); show([1, 2]); show(new Map([[1, 2]]).size);
[Map.prototype.entries, Map.prototype.forEach, Set.prototype.values, Function.prototype.toString, Object.prototype.hasOwnProperty, Date.prototype.toISOString, Array.prototype[Symbol.iterator], Object.keys, Reflect.ownKeys] = kept;
const plainError = traced(new Error('e')); Object.prototype.get = Object.prototype.set = () => 1; Object.prototype.value = 5; Object.prototype.enumerable = false; show({ a: 1, b: 'x' }); show(plainError); show([null]); delete Object.prototype.get; delete Object.prototype.set; delete Object.prototype.value; delete Object.prototype.enumerable;
Array.prototype[1] = 'inherited'; show([0, , 2]); show([0]); show(new Array(3)); delete Array.prototype[1];
Array.prototype.x = 1; Object.prototype.y = 2; show([]); show({}); delete Array.prototype.x; delete Object.prototype.y;

print('--- cycles');
const ring = { name: 'ring' }; ring.ring = ring; show(ring); ring.list = [ring, [ring, { ring }]]; ring.map = new Map([[ring, ring]]); ring.set = new Set([ring]); show(ring, { depth: 5 }); show([ring, ring], { depth: 1 }); const one = {}, two = { one }; one.two = two; show({ one, two }); show([one, two, one]); const f = () => 1; f.f = f; f.g = { f }; show(f); const e = traced(new Error('self')); e.cause = e; show(e); e.list = [e]; show(e); const p = Promise.resolve(ring); p.p = p; show(p); const m = new Map(); m.set('m', m).set(m, 'm'); show(m.entries()); show(m.values()); const arr = []; arr.push(arr, [arr]); show(arr); show(new Proxy(ring, {})); const holder = {}; holder.p = new Proxy(holder, {}); show(holder); show(holder, { showProxy: true, depth: 3 });
show(ring, { compact: true, depth: 0 }); show(ring, { colors: true, depth: 1 }); format('%s %j %o', one, one, one);

print('--- inspectors');
class Loop { [custom](depth, options, inspect) { return depth < 0 ? '...' : inspect({ next: new Loop() }, { ...options, depth: depth - 1 }); } } show(new Loop()); show({ a: [new Loop()] });
show({ [custom]() { boom('inspector'); } }); show([{ [custom]() { return { [custom]() { boom('inner'); } }; } }]); show({ [custom]: 'no function' }); show({ [custom]: null }); show({ [custom](...args) { return args.length; } }); show({ [custom](d, o) { o.depth = 99; return { a: { b: { c: { d: {} } } } }; } }); show({ [custom](d, o) { return o.stylize(); } }); show({ [custom](d, o) { return Object.keys(o).join(); } }, { mine: 1, Colors: true }); show({ [custom]: async () => 1 }); show({ [custom]: class { } }); show({ [custom]: new Proxy(() => 'through a proxy', {}) }); show(Object.assign(() => 1, { [custom]: () => 'function' })); show(Object.assign([1], { [custom]: () => 'array' })); show(new Map([[{ [custom]: () => 'k\ney' }, { [custom]: () => 'v\nalue' }]])); show({ a: { [custom]: () => '' } }); show([{ [custom]: () => 'x' }, { [custom]: () => 'y' }, 1, 2, 3, 4, 5, 6]);
show({ [custom]() { return this; } }); show({ a: { [custom]() { return this; }, b: 1 } }); const turn = { [custom]() { return other; } }, other = { [custom]() { return [turn]; } }; show(other, { depth: 3 });

print('--- size');
show('y'.repeat(100000), { maxStringLength: 10 }); show(['z'.repeat(20000)], { maxStringLength: 5 }); show(Array.from({ length: 100000 }, (_, i) => i), { maxArrayLength: 3 }); show(new Set(Array.from({ length: 100000 }, (_, i) => i)), { maxArrayLength: 3 }); show(new Map(Array.from({ length: 100000 }, (_, i) => [i, i])), { maxArrayLength: 2 }); show(new Uint8Array(100000), { maxArrayLength: 4 }); show(new Uint8Array(100000).buffer, { maxArrayLength: 4 }); const sparse = []; sparse[1e9] = 1; show(sparse); show(Array(1e7)); show(Object.assign(Array(1e6).fill(0), { extra: 1 }), { maxArrayLength: 1 }); show([[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]], { depth: null }); show(Object.fromEntries(Array.from({ length: 200 }, (_, i) => ['key' + i, i]))); show(Symbol('s'.repeat(200))); show({ ['k'.repeat(100)]: 'v'.repeat(100) }); show([['a'.repeat(30), 'b'.repeat(30)], ['c'.repeat(30), 'd'.repeat(30)]]); show('\n'.repeat(30)); show({ a: '\n'.repeat(20) }); show('a\n'.repeat(20), { breakLength: 10 }); show(['\u0000\u001f\u007f\u009f\u00ad\u2028\ufeff']); show('\ud83d' + '\ude00'.repeat(2)); show('😀'.repeat(10), { maxStringLength: 3 }); show({ '😀': 1, '\ud83d': 2, '\udc00x': 3 });

print('--- odd prototypes');
show(Object.setPrototypeOf(() => 1, null)); show(Object.setPrototypeOf([1, 2], Set.prototype)); show(Object.setPrototypeOf(new Map([[1, 2]]), Object.prototype)); show(Object.setPrototypeOf(new Date(0), Array.prototype)); show(Object.setPrototypeOf(/x/, Map.prototype)); show(Object.setPrototypeOf(traced(new Error('e')), Date.prototype)); show(Object.setPrototypeOf(new Uint8Array(2), Array.prototype)); show(Object.setPrototypeOf(Promise.resolve(1), Map.prototype)); show(Object.create(Array.prototype)); show(Object.create(Uint8Array.prototype)); show(Object.create(Symbol.prototype)); show(Object.create(Number.prototype)); show(Object.create(Error.prototype)); show(Object.setPrototypeOf({ a: 1 }, function F() {})); show(Object.setPrototypeOf({ a: 1 }, [1])); show(Object.setPrototypeOf(new Number(5), String.prototype)); show(Object.setPrototypeOf(new ArrayBuffer(1), DataView.prototype)); show(Object.setPrototypeOf(new (class Sub extends Array {})(2), null));
