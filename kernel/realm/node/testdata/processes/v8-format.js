// v8.serialize writes what V8 writes, and reads it again.
const v8 = require('v8');
const cyclic = { a: 1 };
cyclic.self = cyclic;
const values = [undefined, null, true, false, 0, -1, 127, 128, 2147483647, -2147483648, 2147483648, 1.5, -0, NaN, Infinity, 0n, 1n, -12345678901234567890n,
  '', 'latin1 é', 'wide €', 'x'.repeat(200), '€'.repeat(100), [], [1, , 3], [1, 2, 3], Object.assign([1], { x: 2 }), {}, { a: 1, b: { c: [] } }, { 1: 'a', x: 'b' },
  new Date(0), /a+/giu, new Map([[1, { a: 2 }]]), new Set(['a', [1]]), new Uint8Array([1, 2, 3]), new Float64Array([1.5]), Buffer.from('hi'), new ArrayBuffer(3), Object(1), Object('s'), Object(true), Object(5n), cyclic, [cyclic, cyclic], ['€', 'a', '€']];
for (const value of values) {
  const bytes = v8.serialize(value);
  console.log(bytes.toString('hex'), v8.deserialize(bytes));
}
const copy = v8.deserialize(v8.serialize(Object.assign(new TypeError('bad', { cause: 5 }), { code: 'X' })));
console.log(copy instanceof TypeError, copy.message, copy.cause, copy.code, copy.stack.split('\n')[0]);
for (const value of [() => {}, Symbol('s'), new WeakMap(), { f() {} }]) {
  try {
    v8.serialize(value);
  } catch (err) {
    console.log(err.name, err.message);
  }
}
