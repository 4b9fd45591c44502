// assert: what each assertion says when it fails.
const assert = require('assert');
const t = (f) => { try { f(); console.log('passes'); } catch (e) { console.log(`${e.name}: ${e.message}\n|`, e.generatedMessage, e.operator, e.code, e.diff); } };
const long = (n, change) => Array.from({ length: n }, (_, i) => (change?.[i] ?? i));
const pairs = [
  [1, 2], ['a', 'b'], ['abcdef', 'abcdeg'], ['some longer text here', 'some longer test here'], ['x'.repeat(60), 'y'.repeat(60)], [1, '1'], [0, -0], [NaN, 0], [NaN, NaN],
  [null, undefined], [1n, 2n], [Symbol('a'), Symbol('a')], [true, false], [{ a: 1 }, { a: 1 }], [{ a: 1 }, { a: 2 }], [[1, 2, 3], [1, 2, 4]], [[1, 2, 3], [1, 2]], [[], {}],
  [{ a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }], [{ a: 1, b: 2 }, { b: 2, a: 1 }], [{ a: 1, b: 2, c: 3 }, { a: 1, c: 3 }], [new Map([[1, 2]]), new Map([[1, 3]])],
  [new Set([1, 2]), new Set([1, 3])], [new Date(0), new Date(1)], [/a/g, /a/i], [new Error('a'), new Error('b')], [new Error('a'), new TypeError('a')], [() => {}, () => {}], [function a() {}, function b() {}],
  ['multi\nline\ntext', 'multi\nlines\ntext'], [long(30), long(30, { 15: 'x' })], [long(30, { 2: 'a', 25: 'b' }), long(30)], [long(80), long(80)], [long(12, { 0: 1 }), long(12, { 11: 1 })],
  [Object.assign([1], { a: 1 }), [1]], [{ a: [1, 2, [3, 4]] }, { a: [1, 2, [3, 5]] }], [5, { a: 1 }], [{ a: 1 }, 5], [null, { a: 1 }], ['', 'a'], [{ __proto__: null, a: 1 }, { a: 1 }],
  [new (class A { x = 1; })(), new (class B { x = 1; })()], [Buffer.from('ab'), Buffer.from('ac')], [new Uint8Array([1]), new Uint16Array([1])], [[undefined], [null]], [[1, , 3], [1, undefined, 3]],
  [new Number(1), new Number(2)], [new String('a'), 'a'], [{ [Symbol('s')]: 1 }, {}], [{ a: undefined }, {}], [[[[[[[1]]]]]], [[[[[[2]]]]]]], [{ get x() { return 1; } }, { x: 1 }],
  [new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 1]])], [new Set([{ a: 1 }, [2]]), new Set([[2], { a: 1 }])], [[1, 2, 3, 4], [2, 3, 4]], [{ a: 1, b: { c: [1, 2, 3], d: 'text' } }, { a: 1, b: { c: [1, 3], d: 'texts' } }],
  ['a'.repeat(600), 'b'], [long(100), long(99)],
];
for (const name of ['equal', 'notEqual', 'strictEqual', 'notStrictEqual', 'deepEqual', 'notDeepEqual', 'deepStrictEqual', 'notDeepStrictEqual', 'partialDeepStrictEqual']) {
  console.log('==', name);
  pairs.forEach(([a, b], i) => {
    console.log(i);
    t(() => assert[name](a, b));
  });
  const same = { a: 1, long: long(60) };
  t(() => assert[name](same, same));
  t(() => assert[name](1, 2, 'a message of mine'));
  t(() => assert[name](1, 1, 'a message of mine'));
  t(() => assert[name]({ a: 1 }, { a: 2 }, new RangeError('mine')));
  t(() => assert[name](1));
}
