// Every method that reads or writes a number, inside and outside of what it can.
const { Buffer } = require('buffer');
const thrown = (f) => { try { const v = f(); return typeof v === 'bigint' ? `${v}n` : Object.is(v, -0) ? '-0' : String(v); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const names = Object.keys(Buffer.prototype).filter((n) => /^(read|write)/.test(n)).sort();
console.log(names.length, names.join(' '));
const bytes = [0x81, 0x02, 0xf3, 0x04, 0xf5, 0x06, 0xf7, 0x88, 0x99];
for (const name of names.filter((n) => n.startsWith('read'))) {
  const b = Buffer.from(bytes);
  const sized = /Int[LB]E$/i.test(name);
  const out = [];
  for (const offset of [undefined, 0, 1, 5, 8, 9, -1, 1.5, NaN, '0', null, Infinity]) {
    if (!sized) out.push(thrown(() => b[name](offset)));
    else for (const size of [1, 2, 3, 4, 5, 6, 0, 7, undefined, '2', 1.5]) out.push(thrown(() => b[name](offset, size)));
  }
  console.log(name, out.map((o, i) => '\n  ' + i + ' ' + o).join(''));
}
const values = [0, 1, -1, 127, 128, 255, 256, -128, -129, 32767, 32768, 65535, 65536, -32768, -32769, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, -(2 ** 31), -(2 ** 31) - 1, 2 ** 40, 2 ** 47, 2 ** 48 - 1, 2 ** 48, 1.9, -1.9, '5', 'x', NaN, undefined, null, true, Infinity, 1e300];
for (const name of names.filter((n) => n.startsWith('write') && !/Big/.test(n))) {
  const sized = /Int[LB]E$/i.test(name);
  const out = [];
  for (const value of values) {
    for (const size of sized ? [1, 2, 3, 4, 5, 6] : [0]) {
      const b = Buffer.alloc(9);
      out.push(`${thrown(() => (sized ? b[name](value, 1, size) : b[name](value, 1)))} ${b.toString('hex')}`);
    }
  }
  for (const offset of [undefined, 8, 9, -1, 1.5, '0', null]) {
    const b = Buffer.alloc(9);
    out.push(`${thrown(() => (sized ? b[name](1, offset, 3) : b[name](1, offset)))} ${b.toString('hex')}`);
  }
  if (sized) for (const size of [0, 7, undefined, '2', 1.5, null]) out.push(thrown(() => Buffer.alloc(9)[name](1, 0, size)));
  console.log(name, out.map((o, i) => '\n  ' + i + ' ' + o).join(''));
}
for (const name of names.filter((n) => n.startsWith('write') && /Big/.test(n))) {
  const out = [];
  for (const value of [0n, 1n, -1n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), -(2n ** 63n) - 1n, 2n ** 64n - 1n, 2n ** 64n]) {
    const b = Buffer.alloc(9);
    out.push(`${thrown(() => b[name](value))} ${b.toString('hex')}`);
  }
  for (const offset of [1, 2, -1, 1.5, 'x']) out.push(thrown(() => Buffer.alloc(9)[name](1n, offset)));
  console.log(name, out.map((o, i) => '\n  ' + i + ' ' + o).join(''));
}
console.log(thrown(() => Buffer.alloc(0).readUInt8()), thrown(() => Buffer.alloc(1).readInt32LE()), thrown(() => Buffer.alloc(3).writeDoubleBE(1)));
for (const v of [0, -0, 1.5, -1.5, Infinity, NaN, 1e-310, 3.4e38, 1e39, 0.1]) {
  const b = Buffer.alloc(8);
  console.log(b.writeFloatLE(v), b.toString('hex'), thrown(() => b.readFloatLE()), b.writeDoubleBE(v), b.toString('hex'), thrown(() => b.readDoubleBE()));
}
