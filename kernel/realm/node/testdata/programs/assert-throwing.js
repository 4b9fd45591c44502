// assert: throws, rejects and their opposites; match, fail, ifError; AssertionError itself.
const assert = require('assert');
const strict = require('assert/strict');
const t = (f) => { try { console.log("passes", f()); } catch (e) { console.log(`${String(e).replace(/\n    at [^\n]*/g, "")}\n|`, e.generatedMessage, e.operator, e.code, e.actual === undefined ? '' : String(e.actual), e.expected === undefined ? '' : typeof e.expected); } };
const boom = () => { throw new TypeError('boom'); };
const quiet = () => {};
function validation() { return false; }
class Mine extends Error { constructor(m) { super(m); this.code = 'MINE'; this.info = { a: 1 }; } }
const mine = () => { throw new Mine('of mine'); };
const all = (name) => [
  [boom], [boom, TypeError], [boom, Error], [boom, RangeError], [boom, /boom/], [boom, /bang/], [boom, { message: 'boom' }], [boom, { message: 'bang' }], [boom, { message: /oo/, name: 'TypeError' }],
  [boom, { message: /xx/, name: 'TypeError' }], [boom, {}], [boom, 'message'], [boom, 'boom'], [boom, RangeError, 'my message'], [boom, () => true], [boom, () => false], [boom, validation], [boom, validation, 'my message'],
  [quiet], [quiet, TypeError], [quiet, 'message'], [quiet, TypeError, 'my message'], [quiet, /x/], ['not a function'], [boom, 5], [boom, 'a', 'b'], [boom, new TypeError('boom')], [boom, new TypeError('bang')],
  [() => { throw 5; }, /5/], [() => { throw 5; }, Error], [() => { throw 5; }, { a: 1 }], [() => { throw null; }, /null/], [mine, { code: 'MINE', info: { a: 1 } }], [mine, { code: 'MINE', info: { a: 2 } }], [mine, { missing: 1 }],
  [mine, Mine], [boom, /bang/, 'my message'], [boom, /bang/, new RangeError('mine')], [boom, { message: 'bang' }, 'my message'], [boom, (e) => e instanceof TypeError && /boom/.test(e)],
].map((args) => [name, args]);
for (const [name, args] of [...all('throws'), ...all('doesNotThrow')]) {
  console.log(name, args.slice(1).map((a) => (typeof a === 'function' ? a.name || 'function' : String(a))).join(' '));
  t(() => assert[name](...args));
}
const async = (fn) => (typeof fn === 'function' ? async () => fn() : fn);
async function main() {
  for (const [name, args] of [...all('rejects'), ...all('doesNotReject')]) {
    console.log(name);
    const [fn, ...rest] = args;
    const p = assert[name](async(fn), ...rest);
    console.log(p instanceof Promise);
    await p.then(() => console.log('passes'), (e) => t(() => { throw e; }));
  }
  await assert.rejects(Promise.reject(new Error('x')), /x/);
  await assert.rejects(() => 5).catch((e) => console.log(String(e)));
  await assert.rejects(5).catch((e) => console.log(String(e)));
}
t(() => assert.match('abc', /b/)); t(() => assert.match('abc', /x/)); t(() => assert.match(5, /x/)); t(() => assert.match('abc', 'x')); t(() => assert.match('abc', /x/, 'mine')); t(() => assert.doesNotMatch('abc', /b/)); t(() => assert.doesNotMatch('abc', /x/));
t(() => assert.fail()); t(() => assert.fail('because')); t(() => assert.fail(new TypeError('mine')));
t(() => assert.ifError(null)); t(() => assert.ifError(undefined)); t(() => assert.ifError(0)); t(() => assert.ifError('text')); t(() => assert.ifError(new Error('bad'))); t(() => assert.ifError(new Error())); t(() => assert.ifError({ stack: 5 }));
t(() => assert.ok()); t(() => assert()); t(() => assert(0)); t(() => assert.ok(null, 'mine')); t(() => assert(false, new RangeError('mine'))); t(() => assert(1)); t(() => strict(0)); t(() => strict.ok(''));
t(() => strict.equal(1, '1')); t(() => strict.deepEqual([1], ['1'])); t(() => strict.notEqual(1, 1));
t(() => new assert.AssertionError()); t(() => new assert.AssertionError(5));
const e = new assert.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' });
console.log(e.message, Object.keys(e), e.name, e instanceof Error, String(e), e.stack.split('\n')[0]);
const rest = Object.fromEntries(Object.entries(new assert.AssertionError({ message: 'm', actual: 'a'.repeat(20), expected: [1, { b: {} }], operator: 'o' })));
console.log(rest);
console.log(new assert.AssertionError({ operator: 'fail', message: 'text' }).message, new assert.AssertionError({ actual: 1, expected: 2, operator: '==' }).message);
t(() => { const a = new assert.Assert({ diff: 'full', strict: false }); a.deepEqual(Array.from({ length: 60 }, (_, i) => i), [1]); });
t(() => { const a = new assert.Assert(); a.equal(1, '1'); }); t(() => assert.Assert()); t(() => new assert.Assert({ diff: 'x' }));
console.log(assert.deepStrictEqual([1, { a: [new Map([['k', new Set([1])]])] }], [1, { a: [new Map([['k', new Set([1])]])] }]));
try { assert.strictEqual(1, 2); } catch (err) { console.log(require('util').inspect(err).replace(/\n    at [^\n]*/g, '')); }
main();
