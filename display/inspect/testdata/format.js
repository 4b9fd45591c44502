// util.format: every placeholder with every kind of value, and what is left over.
const custom = Symbol.for('nodejs.util.inspect.custom');
class User { constructor() { this.a = { b: { c: {} } }; } }
class Speaking { toString() { return 'speaking'; } }
class Child extends Speaking {}
class Silent extends User { get [Symbol.toStringTag]() { return 'tagged'; } }
class MyDate extends Date {}
class MyError extends Error {}
class LoudError extends Error { toString() { return 'loud ' + this.message; } }
function Old() {} Old.prototype.toString = function () { return 'old'; };
const values = [
  'text', '', 'it\'s', 'é😀', 0, -0, 1.5, -1e21, 1e-7, NaN, Infinity, 10n, -5n, true, false, null, undefined, Symbol('s'), Symbol(),
  {}, { a: 1 }, { a: { b: { c: 1 } } }, [], [1, [2, [3, [4]]]], [undefined, null], new Array(3), () => 1, function f() {}, class A {}, class B { static toString() { return 'static'; } },
  new Date(0), new Date(NaN), /x/g, new Map([[1, { a: { b: 1 } }]]), new Set([1, [2]]), new User(), new Speaking(), new Child(), new Silent(), new MyDate(0), new Old(),
  traced(new Error('e')), traced(new MyError('m')), traced(new LoudError('l')), traced(new TypeError('t'), [], 'TypeError: t'), Object.assign(traced(new Error('k')), { code: 1 }),
  Object.create(null), Object.assign(Object.create(null), { toString() { return 'bare'; } }), { toString() { return 'own'; } }, { toString: 5 }, { toString: undefined }, { valueOf() { return 42; } }, { [Symbol.toPrimitive](hint) { return hint; } }, { [Symbol.toPrimitive]: 5 }, { toJSON() { return 'json'; } }, { toJSON() { return undefined; } },
  { [custom]() { return 'custom'; } }, { [custom]() { return { deep: { er: {} } }; } }, new Number(-0), new Number(3.5), new String('boxed'), Object(1n), Object(Symbol('q')), new Boolean(false),
  new Uint8Array(3), new ArrayBuffer(2), Promise.resolve(1), new WeakMap(), new Proxy({ a: 1 }, {}), new Proxy([1], {}), new Proxy(function f() {}, {}), new Proxy(new Speaking(), {}), Object.create(Speaking.prototype), Object.create(new Speaking()), Object.setPrototypeOf([1], null),
  '42', '42.9px', '0x1f', '  7  ', '1e3', 'abc', '-0', '9007199254740993', '123456789012345678901234567890', 1e21, 123456789.123, 0.000001, 1e-9, -1.9, '1_000', '.5', '5.', '\u20077', '0b11', { valueOf() { return '12.5'; } }, { toString() { return '3.7abc'; } }, [5], [1, 2], ['0x10'], new Date(5), null, undefined, true,
  { a: 1n }, [function () {}], { b: undefined, c: () => 1, d: Symbol('x') }, 'quote"d\n', [NaN, -0, Infinity], { get g() { return 1; } }, (() => { const o = { x: 1 }; o.self = o; return o; })(), (() => { const a = [1]; a.push({ a }); return a; })(),
  Array.from({ length: 30 }, (_, i) => i), { long: 'x'.repeat(90), other: 'y'.repeat(20) }, 'line\nbreak', Object.assign(() => 1, { p: { q: {} } }), (function () { return arguments; })(1), (function* () {})(), Object.assign([1], { x: 1 }), new (class extends Array {})(3), new (class Foo extends Map {})([[1, 2]]),
];
for (const verb of 's d i f j o O c % x'.split(' ')) {
  print('--- %' + verb);
  for (const v of values) {
    if (verb === 'j' && v instanceof Symbol) continue; // goja's JSON.stringify has undefined for it
    format('<%' + verb + '>', v);
  }
}
print('--- rest');
format(); format(undefined); format(null); format(1); format(''); format('', ''); format('a'); format('a', 'b'); format('%'); format('%%'); format('%%', 1); format('%s'); format('%s', 1, 2, { a: { b: { c: {} } } }); format('%s %s', 'a');
format('%%s', 'a'); format('%%%s', 'a'); format('%%%s%%', 'a'); format('%s%s%s', 1, 2); format('%', 1); format('a%', 1); format('%s%', 1); format('%z', 1); format('%z%s', 1); format('%s %z', 1, 2); format('%S', 1); format('% s', 1); format('%5d', 1); format('%.2f', 1); format('%%d', 1); format('100% %s', 'x'); format('%d%%', 50); format('%%', '%%'); format('%%'); format('%s', '%s', 1); format('%c', 'css'); format('%ctext%c', 'a', 'b', 'c'); format('%c'); format('%o');
format(1, 2, 3); format(1, '2', 3); format({}, '%s', 1); format(null, undefined); format(Symbol('a'), Symbol('b')); format('a', Symbol('b')); format('a', 'b\nc', ['d']); format(['a'], 'b'); format('%s', null, undefined, 5n, () => 1); format('%s', ...values.slice(0, 12)); format(new Error('x').message, '%s'); format('é%sü', 'ö'); format('😀%s😀%d', '😀', 5, '😀'); format('%i', '9'.repeat(30)); format('%d', '9'.repeat(30)); format('%s:%s', 'a', 'b', 'c'); format('%s:%s', undefined); format('%d:%d', 1, '2', true); format('a%sb%dc', 'X'); format('%j %j', { a: 1 }); format('%%%%'); format('%%%%', 1); format('%a%b%c', 1, 2, 3); format('%s', { a: { b: 1 } }, { a: { b: { c: { d: 1 } } } }); format('%O', { a: { b: { c: { d: { e: { f: 1 } } } } } }); format('%o', { a: { b: { c: { d: { e: { f: 1 } } } } } }); format('%s', [[[[1]]]]); format('%O', Array(200).fill(0)); format('a', Array(200).fill(0));
print('--- options');
formatWith({ colors: true }, '%s %d %i %f %j %o %O', 's', 1, 2, 3, { a: 1 }, { a: 1 }, { a: 1 }, { a: 1 }, 'x', 5); formatWith({ colors: true }, '%s', { a: 1 }, [1]); formatWith({ colors: true }, '%s', 5n, 5n); formatWith({ depth: 0 }, '%s %O %o', { a: {} }, { a: {} }, { a: {} }, { a: {} }); formatWith({ compact: false }, '%s %O', { a: 1 }, { a: 1 }); formatWith({ compact: true, breakLength: 20 }, '%O', { a: 'x'.repeat(20), b: 1 }); formatWith({ numericSeparator: true }, '%s %d %O', 123456, 123456, 123456, 123456); formatWith({ showHidden: true }, 'a', [1]); formatWith({ foo: 1 }, '%s', { [custom](d, o) { return [d, o.foo, o.depth]; } }, { [custom](d, o) { return [d, o.foo, o.depth]; } }); formatWith({ numericSeparator: true }, '%s %i %f %d', 12345n, 123456.789, '123456.789', 12345n); formatWith({ maxStringLength: 3 }, 'abcdef', 'abcdef', ['abcdef']); formatWith({ sorted: true }, '%O', { b: 1, a: 2 });
print('--- hostile');
format('%s', { toString() { throw new Error('toString'); } }); format('%d', { valueOf() { throw new Error('valueOf'); } }); format('%j', { toJSON() { throw new Error('toJSON'); } }); format('%s', { toString() { return {}; } }); format('%s', { get toString() { throw new Error('get'); } }); format('%s', { get [Symbol.toPrimitive]() { throw new Error('prim'); } }); format('%i', { toString() { throw new Error('i'); } }); format('%f', { toString() { throw new Error('f'); } }); format('%O', { get a() { throw new Error('never'); } }); format('%j', { get a() { throw new TypeError('Converting no circle'); } }); format('%s', new Proxy({}, { get() { throw new Error('trap'); } })); format('a', { [custom]() { throw new RangeError('custom'); } }); format('%j', 1n); format('%d', { [Symbol.toPrimitive]() { return 5n; } }); format('%d', { [Symbol.toPrimitive]() { return Symbol('x'); } });
