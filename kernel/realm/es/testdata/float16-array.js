// Float16Array
console.log(new Float16Array([1.5, 65519, 65520, 1e-8, -0, NaN, 'x', null, 2 ** -24]), new Float16Array(3), new Float16Array(), Float16Array.BYTES_PER_ELEMENT);
const a = Float16Array.of(3, 1, 2, NaN, -0, 0, Infinity);
console.log(a.length, a.byteLength, a.sort(), a.toSorted((x, y) => y - x), a.map((x) => x * 1.1), a.filter((x) => x > 0), [...a.entries()].length);
console.log(a instanceof Float16Array, Object.prototype.toString.call(a), a[Symbol.toStringTag], ArrayBuffer.isView(a), Object.getPrototypeOf(Float16Array) === Object.getPrototypeOf(Int8Array));
console.log(a.indexOf(1), a.includes(NaN), a.includes(1.1), a.join(), a.subarray(1, 3), a.slice(-2), a.with(0, 9), a.at(-1), a.fill(0.1)[0], new Float16Array(new Set([1, 2])), Float16Array.from({ length: 2 }, (_, i) => i / 3));
const buffer = new ArrayBuffer(8);
const view = new Float16Array(buffer, 2, 2);
view[0] = 1.337;
view.set([2, 3], 0);
view[5] = 1;
console.log(view, new Uint8Array(buffer), view.byteOffset, new DataView(buffer).getFloat16(2, true), Math.f16round(1.337));
console.log(new Float16Array(new Float32Array([1.1, 2.2])), new Float64Array(new Float16Array([1.1])), new Float16Array({ length: 2, 0: '7', 1: 8 }), structuredClone(view).constructor.name);
class Own extends Float16Array {}
console.log(new Own(2), new Own(2).map((x) => 1) instanceof Own, Float16Array.name, Float16Array.length, Object.keys(view), JSON.stringify(view), 'Float16Array' in globalThis);
for (const bad of [() => Float16Array(1), () => new Float16Array(-1), () => new Float16Array(buffer, 1), () => new Float16Array([1n]), () => new Float16Array(Symbol())]) {
  try { console.log('no error', bad()); } catch (e) { console.log(e.name, e.message); }
}
