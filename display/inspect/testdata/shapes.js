// Random strings, stacks, numbers, arrays and format strings, always the same ones: what decides where a line breaks.
const count = 160, first = 1;
let state;
const next = () => { state = (state + 0x6D2B79F5) | 0; let t = Math.imul(state ^ (state >>> 15), 1 | state); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
const int = (n) => Math.floor(next() * n);
const pick = (...list) => list[int(list.length)];
const times = (n, f) => Array.from({ length: n }, (_, i) => f(i));
const cps = [0x61,0x62,0x20,0x27,0x22,0x60,0x24,0x7b,0x5c,0xa,0xd,0x9,0x1b,0x0,0x7f,0x85,0xa0,0xad,0xe9,0x301,0x4e2d,0xff21,0xac00,0x1100,0x1161,0x1f600,0x1f468,0x200d,0xd83d,0xdc00,0x2028,0xfeff,0x0e31,0x1f1e6,0x10ffff,0x3000,0xff76,0x25,0x73];
const str = (n) => times(int(n), () => String.fromCodePoint(pick(...cps))).join('');
const block = () => times(1 + int(6), () => pick('a', 'b', 'c', 'd'));
const kinds = [
  () => { const f = []; while (f.length < 8 + int(40)) { const b = pick(block, () => times(1 + int(3), () => pick('a', 'b')))(); for (let i = 1 + int(5); i > 0; i--) f.push(...b); } show(traced(new Error('x'), f)); },
  () => { const f = times(11 + int(30), () => pick('a', 'b', 'c')); const g = times(3 + int(30), () => pick('a', 'b', 'c')); show(traced(new Error('x', { cause: traced(new Error('y'), g) }), f)); },
  () => { const f = times(4 + int(12), (i) => 'f' + i); const at = int(f.length); show(traced(new Error('x', { cause: traced(new Error('y'), [...block(), ...f.slice(at)]) }), f)); },
  () => show(str(80), { breakLength: pick(10, 20, 80), compact: pick(3, true, false), maxStringLength: pick(null, 5, 10, 50) }),
  () => show(times(int(40), () => str(6)), { breakLength: pick(40, 80, 120), colors: pick(true, false) }),
  () => show(times(int(40), () => pick(str(12), int(1000), Symbol(str(4)))), { compact: pick(1, 2, 3, 5) }),
  () => { const o = {}; for (let i = int(8); i > 0; i--) o[str(5)] = pick(1, str(9)); show(o, { compact: pick(3, true), breakLength: pick(20, 80), sorted: pick(true, false) }); },
  () => show(times(int(30), () => pick(next() * 1e7, next() * 1e17, next() * 1e22, -next() / 1e7, next() / 1e12, int(1e9), 1e21, 12e20, 1e6, 1e20, BigInt(int(1e9)) ** BigInt(int(4)))), { numericSeparator: true, breakLength: pick(40, 80) }),
  () => format(times(int(8), () => pick('%s', '%d', '%i', '%f', '%j', '%o', '%O', '%c', '%%', '%x', '%', ' ', 'é', '😀', 'ab')).join(''), ...times(int(7), () => pick(str(5), int(9), { a: int(5) }, [int(5)], null, undefined, '12.5', true, -0, 5n))),
  () => show({ m: new Map(times(int(4), () => [str(30), str(30)])), s: new Set(times(int(9), () => str(12))), n: { a: str(60), b: [str(20), { c: str(20) }] } }, { breakLength: pick(60, 72, 76, 80, 81), depth: pick(1, 2, 5), compact: pick(1, 2, 3, true) }),
  () => { let v = int(10); for (let i = int(9); i > 0; i--) v = pick(() => ({ k: v }), () => [v], () => [v, v], () => ({ a: str(10), v }), () => new Map([[v, 1]]), () => new Set([v]))(); show(v, { depth: 10, compact: pick(1, 2, 3, 4, 6), breakLength: pick(30, 60, 80) }); },
];
for (let seed = first; seed < first + count; seed++) { state = seed * 104729; print('--- ' + seed); kinds[seed % kinds.length](); }
