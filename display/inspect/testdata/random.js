// Random nested values under random options, always the same ones.
const count = 300, first = 1;
const custom = Symbol.for('nodejs.util.inspect.custom');

let state;
const next = () => { // mulberry32
  state = (state + 0x6D2B79F5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const int = (n) => Math.floor(next() * n);
const pick = (...list) => list[int(list.length)];
const chance = (p) => next() < p;
const times = (n, f) => Array.from({ length: n }, (_, i) => f(i));

class Animal { constructor(name) { this.name = name; } get loud() { return true; } speak() {} static kind = 'static'; }
class Dog extends Animal { #secret = 1; constructor(name) { super(name); this.tail = 1; } set leash(v) {} }
class List extends Array {}
class Dict extends Map {}
class Bag extends Set {}
class Bytes extends Uint8Array {}
class Tagged { get [Symbol.toStringTag]() { return 'Tag'; } }
class CodeError extends Error { constructor(m) { super(m); this.code = 'E' + int(9); } }
class Plain extends Error {}
function Classic() { this.x = 1; } Classic.prototype.y = 2;

let made; // objects so far, for cycles

const word = () => times(1 + int(9), () => pick(...'abcdefghijklmnopqrstuvwxyzABCXYZ_0123456789')).join('');
const char = () => pick('a', 'b', 'c', ' ', 'x', 'y', 'z', '-', '\n', "'", '"', '`', '${', '\\', '\t', 'é', '日', '😀', '\x1b', '\u0301', '\x7f', '\ud800');
const text = () => pick(word, () => times(int(40), char).join(''), () => times(int(120), () => pick('a', 'b', ' ')).join(''), () => times(int(6), word).join('\n'), () => '')();
const number = () => pick(() => int(10), () => int(100000), () => -int(1000), () => next() * 1000, () => -0, () => NaN, () => Infinity, () => next() * 1e-9, () => next() * 1e25, () => int(2) * 1e15)();
const primitive = () => pick(number, number, text, text, () => chance(0.5), () => null, () => undefined, () => Symbol(word()), () => BigInt(int(1e9)) * 1000n)();
const name = () => pick(word, word, word, word, () => 'a b', () => 'x-' + int(5), () => String(int(20)), () => Symbol(word()), () => "it's", () => 'é', () => '')();

const fill = (object, depth, most = 6) => {
  for (let i = int(most); i > 0; i--) {
    const key = name();
    const kind = int(20);
    if (kind === 0) Object.defineProperty(object, key, { get() { return primitive === undefined ? 1 : 7; }, enumerable: true, configurable: true });
    else if (kind === 1) Object.defineProperty(object, key, { set(v) {}, enumerable: true, configurable: true });
    else if (kind === 2) Object.defineProperty(object, key, { get() { return [1, { a: 1 }]; }, set(v) {}, enumerable: chance(0.5), configurable: true });
    else if (kind === 3) Object.defineProperty(object, key, { value: value(depth), enumerable: false, configurable: true, writable: true });
    else object[key] = value(depth);
  }
  return object;
};
const list = (depth, n = pick(int(4), int(8), int(30), int(130))) => {
  const style = int(8), a = [];
  for (let i = 0; i < n; i++) {
    if (style === 0 && chance(0.2)) { a.length++; continue; }
    a.push(style === 1 ? int(100000) : style === 2 ? word() : style === 3 ? next() : style === 4 ? text() : style === 5 ? primitive() : value(n > 8 ? 0 : depth));
  }
  return a;
};
const frames = () => times(int(14), () => pick('a', 'a', 'b', 'c') + ' (file.js:1:' + pick(1, 2) + ')');
const failure = (depth) => {
  const Kind = pick(Error, TypeError, RangeError, CodeError, Plain);
  const message = pick(word, () => '', () => 'two\nlines', text)();
  const e = chance(0.3) ? new Error(message, { cause: chance(0.5) && depth > 0 ? failure(depth - 1) : primitive() }) : new Kind(message);
  if (chance(0.2)) e.name = pick('Named', 'NamedError', 'Error', '');
  if (chance(0.2)) Object.defineProperty(e, 'errors', { value: list(0, int(4)), enumerable: false });
  const head = pick(() => String(e), () => e.name, () => 'Error: ' + e.message, () => 'Error')();
  traced(e, chance(0.2) ? [] : frames(), head);
  return chance(0.4) ? fill(e, depth - 1, 3) : e;
};
const named = (f) => {
  if (chance(0.2)) Object.defineProperty(f, 'name', { value: pick('renamed', '', 'with space', undefined) });
  return chance(0.2) ? fill(f, 0, 3) : f;
};
const func = () => named(pick(() => () => 1, () => function () {}, () => function f() {}, () => async () => 1, () => async function af() {}, () => function* g() {}, () => class {}, () => class A {}, () => class B extends Dog {}, () => Dog, () => (function bound() {}).bind(), () => Math.max)());
const compound = [
  (d) => fill({}, d), (d) => fill({}, d), (d) => fill({}, d, 12), list, list, list,
  (d) => new Map(times(int(5), () => [value(d), value(d)])), (d) => new Set(times(int(9), () => value(d))),
  (d) => fill(new Dog(word()), d, 3), (d) => fill(new Animal(word()), d, 3), (d) => fill(Object.create(null), d), (d) => fill(new Tagged(), d, 3), (d) => fill(new Classic(), d, 2),
  (d) => fill(list(d, int(9)), d, 3), (d) => List.from(list(d, int(4))), (d) => fill(new Dict([[1, value(d)]]), d, 3), (d) => new Bag([value(d)]),
  failure, failure, func, func,
  () => new Date(int(2 ** 31) * 1000), () => pick(/ab+c/gi, new RegExp('a|b', 'm')), (d) => fill(new Date(0), d, 2), (d) => fill(/re/, d, 2),
  () => new Uint8Array(list(0, int(20)).map(() => int(256))), () => new Float64Array(times(int(9), next)), () => new BigInt64Array(int(4)), (d) => fill(new Bytes(int(9)), d, 2), () => new Uint8Array(times(int(60), () => int(256))).buffer, () => new DataView(new ArrayBuffer(int(9))),
  (d) => pick(Promise.resolve(value(d)), new Promise(() => {})), () => new Number(number()), () => new String(text()), () => Object(Symbol(word())), () => Object(5n), (d) => fill(new String(word()), d, 3),
  (d) => new Proxy(fill({}, d), {}), (d) => new Proxy(list(d, 3), { get: undefined }), (d) => new Proxy(func(), {}),
  (d) => new Map([[value(d), value(d)], [1, 2]]).entries(), (d) => new Set([value(d), 1]).values(), (d) => new Map([[1, value(d)]]).values(), (d) => new Set([value(d)]).entries(), (d) => [value(d)].keys(),
  (d) => (function () { return arguments; })(value(d), value(d)), () => (function* () {})(), () => new WeakMap(), () => new WeakSet(),
  (d) => ({ [custom](depth, options) { return pick('custom', 'two\nlines') + depth; } }), (d) => { const inner = value(d); return { [custom]() { return inner; } }; },
  () => made[int(made.length)], () => made[int(made.length)], (d) => Object.create(fill({}, d, 2)), (d) => Object.setPrototypeOf(list(d, 3), null), (d) => Object.freeze(fill({}, d, 3)),
];
function value(depth) {
  if (depth <= 0 || chance(0.35)) return primitive();
  const v = compound[int(compound.length)](depth - 1);
  if (typeof v === 'object' && v !== null) {
    made.push(v);
    if (chance(0.06) && Object.isExtensible(v) && !ArrayBuffer.isView(v)) v[word()] = made[int(made.length)];
  }
  return v;
}
const options = () => {
  const o = {};
  if (chance(0.25)) o.depth = pick(0, 1, 3, 5, null);
  if (chance(0.2)) o.compact = pick(true, false, 1, 2, 4, 6);
  if (chance(0.2)) o.breakLength = pick(20, 40, 60, 100, 128, Infinity);
  if (chance(0.2)) o.colors = true;
  if (chance(0.12)) o.sorted = true;
  if (chance(0.12)) o.getters = pick(true, 'get', 'set');
  if (chance(0.12)) o.maxArrayLength = pick(0, 1, 5, 7, 20, null);
  if (chance(0.12)) o.maxStringLength = pick(0, 3, 20, null);
  if (chance(0.12)) o.numericSeparator = true;
  if (chance(0.12)) o.showProxy = true;
  if (chance(0.05)) o.customInspect = false;
  if (chance(0.06)) o.showHidden = true;
  return o;
};
for (let seed = first; seed < first + count; seed++) {
  state = seed * 7919;
  made = [{}];
  print('--- ' + seed);
  let v;
  try { v = compound[int(compound.length)](pick(1, 2, 3, 4, 5)); } catch { continue; } // an index of a typed array, say
  show(v, chance(0.4) ? undefined : options());
}
