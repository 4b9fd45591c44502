// util's functions, but for inspect and format (display/inspect has those).
const util = require('util');
const show = (...args) => console.log(args.map((v) => (typeof v === 'string' ? v : JSON.stringify(v))).join(' '));
const thrown = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };

for (const f of [() => util.inherits(null, 1), () => util.inherits(class {}, undefined), () => util.inherits(function() {}, () => {}),
  () => util.promisify(3), () => util.callbackify('x'), () => util.deprecate(() => {}, 'm', 4), () => util.getSystemErrorName('x'),
  () => util.getSystemErrorName(1), () => util.getSystemErrorName(-1.5), () => util.stripVTControlCharacters(1),
  () => util.toUSVString('a\ud800b'), () => util.toUSVString('\ud83d\ude00'), () => util.parseEnv(1), () => util.styleText('nocolor', 'x'),
  () => util.styleText('red', 3), () => util.formatWithOptions(1, 'x')]) show(thrown(f));
show(util.getSystemErrorName(-2), util.getSystemErrorMessage(-13), util.getSystemErrorName(-99999), util.getSystemErrorMap().get(-98));
show(util.stripVTControlCharacters('\u001b[31mred\u001b[39m \u001b]8;;http://x\u0007link\u001b]8;;\u0007'));
show(util.styleText('red', 'x', { validateStream: false }), util.styleText(['bold', 'underline'], 'y', { validateStream: false }),
  util.styleText('red', `a${util.styleText('blue', 'b', { validateStream: false })}c`, { validateStream: false }),
  util.styleText('bold', `a${util.styleText('dim', 'b', { validateStream: false })}c`, { validateStream: false }),
  util.styleText('#ff8800', 'hex', { validateStream: false }), util.styleText('none', 'n', { validateStream: false }));

function Base() {}
function Derived() {}
util.inherits(Derived, Base);
show(new Derived() instanceof Base, Derived.super_ === Base, Object.keys(Derived).length);
show(util._extend({ a: 1 }, { b: 2 }), util._extend({ a: 1 }, null));
const old = util.deprecate(function old(a, b) { return a + b; }, 'old() is old', 'DEP_X');
show(old(1, 2), old.length, old(3, 4));
process.on('warning', (w) => show(w.name, w.code ?? 'none', w.message));

const p = util.promisify((a, b, cb) => cb(null, a + b, 'ignored'));
p(1, 2).then((v) => show('promisified', v));
util.promisify((cb) => cb(new Error('bad')))().catch((e) => show('rejected', e.message));
const custom = () => {};
custom[util.promisify.custom] = () => 'c';
show(util.promisify(custom)(), util.promisify.custom.toString(), util.promisify(setTimeout) === require('timers/promises').setTimeout);
util.promisify(setImmediate)('i').then((v) => show('immediate', v));
function named(a, b, c) {}
named.extra = 1;
show(util.promisify(named).name, util.promisify(named).length, util.promisify(named).extra);
const back = util.callbackify(async function work(v) { return v * 2; });
show(back.name, back.length);
back(21, (err, v) => show('callbackified', err, v));
util.callbackify(() => Promise.reject(null))((err) => show(err.code, err.message, err.reason));
util.callbackify(() => Promise.reject(new Error('why')))((err) => show(err.message));
show(thrown(() => back(1)));

const eq = util.isDeepStrictEqual;
const cyc = () => { const o = { a: 1 }; o.self = o; return o; };
const pairs = [
  [1, 1], [0, -0], [NaN, NaN], [1, '1'], ['a', 'a'], [null, undefined], [[], []], [[], {}], [[1, , 3], [1, undefined, 3]], [{ a: 1, b: 2 }, { b: 2, a: 1 }],
  [{ a: undefined }, {}], [new Set([1, 2]), new Set([2, 1])], [new Set([{ a: 1 }]), new Set([{ a: 1 }])], [new Set([{ a: 1 }]), new Set([{ a: 2 }])],
  [new Set([1, { a: 1 }, { b: 1 }]), new Set([{ b: 1 }, 1, { a: 1 }])], [new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])],
  [new Map([[{ k: 1 }, 1], ['x', 2]]), new Map([['x', 2], [{ k: 1 }, 1]])], [new Map([[1, 2]]), new Map([[1, 3]])], [new Map([['1', 2]]), new Map([[1, 2]])],
  [new Date(5), new Date(5)], [new Date(5), new Date(6)], [/a/g, /a/g], [/a/g, /a/i], [new Error('x'), new Error('x')], [new Error('x'), new Error('y')],
  [new Error('x'), new TypeError('x')], [new Uint8Array([1, 2]), new Uint8Array([1, 2])], [new Uint8Array([1, 2]), new Int8Array([1, 2])],
  [new Float32Array([0]), new Float32Array([-0])], [new ArrayBuffer(2), new ArrayBuffer(2)], [Object(1), Object(1)], [Object(1), 1], [Object('a'), Object('b')],
  [cyc(), cyc()], [class {}, class {}], [() => {}, () => {}], [Object.create(null), {}], [new (class A {})(), new (class B {})()], [Symbol.iterator, Symbol.iterator],
  [{ [Symbol.for('s')]: 1 }, { [Symbol.for('s')]: 1 }], [{ [Symbol.for('s')]: 1 }, { [Symbol.for('s')]: 2 }], [1n, 1n], [1n, 1], [Object(1n), Object(1n)],
  [Promise.resolve(1), Promise.resolve(1)], [new WeakMap(), new WeakMap()], [[1, 2, 3], [1, 2]], [Object.assign([1], { x: 1 }), [1]],
  [new Error('a', { cause: 1 }), new Error('a', { cause: 2 })], [new AggregateError([1], 'm'), new AggregateError([2], 'm')],
  [(function() { return arguments; })(1), [1]], [(function() { return arguments; })(1), (function() { return arguments; })(1)], [new Set([1]), new Set(['1'])],
];
show(pairs.map(([a, b]) => (eq(a, b) ? 1 : 0)).join(''));

const t = util.types;
const values = [1, 'x', {}, [], new Map(), new Set(), new WeakMap(), new WeakSet(), new Date(), /x/, Promise.resolve(), new Error('x'), new TypeError('x'), (function() { return arguments; })(),
  new Map().keys(), new Set().values(), (function* () {})(), function* () {}, async () => {}, async function() {}, () => {}, class {}, Object(1), Object('s'), Object(true), Object(1n), Object(Symbol()),
  new Uint8Array(1), new Float64Array(1), new BigInt64Array(1), new DataView(new ArrayBuffer(1)), new ArrayBuffer(1), new Proxy({}, {}), new Proxy(() => {}, {}), null, undefined, Symbol(), 1n,
  Object.create(Map.prototype), Object.create(Date.prototype), new Uint8ClampedArray(1)];
for (const name of Object.keys(t)) show(name, values.map((v) => (t[name](v) ? 1 : 0)).join(''));

const args = (argv, options, more) => thrown(() => { const r = util.parseArgs({ args: argv, options, ...more }); return JSON.stringify(r); });
const opts = { foo: { type: 'boolean', short: 'f' }, bar: { type: 'string', short: 'b' }, many: { type: 'string', multiple: true, short: 'm', default: ['d'] }, color: { type: 'boolean' } };
for (const argv of [['-f', '--bar', 'b'], ['--bar=x', '--bar=y'], ['-fb', 'v'], ['-bval'], ['-m', '1', '--many=2'], ['pos'], ['--nope'], ['-x'], ['--foo=1'], ['--bar'], ['--bar', '-f'], ['--', '-f'], [], ['-fx'], ['--no-color'], ['-'], ['--bar='], ['--foo', '--foo']]) {
  show(args(argv, opts), '|', args(argv, opts, { strict: false }), '|', args(argv, opts, { allowPositionals: true, tokens: true, allowNegative: true }));
}
for (const bad of [{ options: { x: {} } }, { options: { x: { type: 'string', short: 'ab' } } }, { options: { x: { type: 'boolean', default: 'x' } } }, { strict: 1 }, { args: 'x' }, { options: { x: { type: 'string', multiple: 1 } } }]) show(thrown(() => util.parseArgs({ args: [], ...bad })));

for (const s of ['text/html', 'text/html;charset=utf-8', ' Text/HTML ; Charset="UTF-8"; a=b ;a=c', 'text/html;x="a\\"b";y=', 'text/', '/html', 'text', 'te xt/html', 'text/html;;a=1;=2;b="', 'a/b;c="d" junk;e=f', 'a/b;c=\u00e9', 'a/b;c="\\']) {
  show(thrown(() => { const m = new util.MIMEType(s); return `${m} ${m.essence} ${m.type} ${m.subtype} ${JSON.stringify([...m.params])}`; }));
}
const mime = new util.MIMEType('a/b');
show(thrown(() => { mime.type = 'x y'; }), thrown(() => { mime.subtype = ''; }), thrown(() => mime.params.set('', 1)), thrown(() => mime.params.set('a', '\u0100')));
mime.params.set('q', 'a b');
show(String(mime), JSON.stringify(mime), mime.params.get('Q'), mime.params.has('z'), mime.params.get('z'));
show(util.parseEnv('A=1\nB = two words # c\nC="quoted # not"\nexport D=\'x\'\nE=\n#F=1\nG="multi\nline"\nH=`tick`\n  I = spaced  \nJ="a\\nb"\nnot a line\nK=a=b'));
for (const [a, b] of [['abc', 'abd'], [['a', 'b', 'c'], ['b', 'c', 'd']], ['', 'x'], ['same', 'same'], ['ABCABBA', 'CBABAC'], ['12345678', '2x45y789']]) show(util.diff(a, b));
show(thrown(() => util.diff(1, 2)), util.isArray([]), typeof util.TextEncoder, util.debuglog('x').enabled, util.debug === util.debuglog);
show(util.convertProcessSignalToExitCode('SIGTERM'), thrown(() => util.convertProcessSignalToExitCode('SIGX')).slice(0, 60));
show(Object.keys(util).join());
