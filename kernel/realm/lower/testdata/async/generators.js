// Async generators in every place, with what their caller sees, in the order of jobs.
const log = (...a) => console.log(a.map(String).join(' '));
const ticks = (n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log('tick', i)); };

async function* count(n, step = 1) {
  for (let i = 0; i < n; i += step) yield i;
  return 'counted';
}
const named = async function* own() { yield own.name; };
const anonymous = async function* () { yield 1; };
const object = { async *m(a) { yield this.v + a; }, v: 40, f: async function* () {}, ['c' + 1]: async function* () {} };
class Base { async *q(x) { yield 'base ' + x; } static s = 'S'; }
class Derived extends Base {
  #hidden = 7;
  async *q(x) { yield* super.q(x + 1); yield this.#p(); }
  async *#r() { yield this.#hidden; }
  #p() { return this.#hidden; }
  static async *t() { yield super.s; }
  async *[Symbol.asyncIterator]() { yield* this.#r(); }
  async *'quoted name'() { yield arguments.length; }
}

async function collect(it) {
  const values = [];
  for await (const v of it) values.push(v);
  return values.join();
}

(async () => {
  log(await collect(count(3)), await collect(count(4, 2)), count.length, count.name);
  log(await collect(named()), named.name, anonymous.name, object.f.name, object.m.name);
  log(await collect(object.m(2)));
  const d = new Derived();
  log(await collect(d.q(1)), await collect(Derived.t()), await collect(d), await collect(d['quoted name'](1, 2)));
  const it = count(1);
  log(Object.prototype.toString.call(it), it[Symbol.asyncIterator]() === it, it instanceof count);
  log(JSON.stringify(await it.next()), JSON.stringify(await it.next()), JSON.stringify(await it.next()));
  const AGF = Object.getPrototypeOf(count).constructor.name;
  const keyed = { async *[Symbol.asyncIterator]() { yield 'keyed'; }, async *__proto__() { yield 'own'; }, async *['x' + 1]() {}, async *7() {} };
  for (const f of [count, named, anonymous, object.m, object.f, d.q, Derived.t, d[Symbol.asyncIterator], keyed[Symbol.asyncIterator], keyed[7]]) {
    log(f.constructor.name === AGF, f.name, Object.getPrototypeOf(f.prototype) === Object.getPrototypeOf(count.prototype), 'constructor' in f.prototype);
  }
  log(keyed.x1.name, await collect(keyed), Object.getPrototypeOf(keyed) === Object.prototype);
  await withTry();
  await redeclared();
  await edges();
})();

async function withTry() {
  async function* g() {
    try {
      const got = yield 1;
      log('got', got);
      yield await Promise.reject(new Error('inside'));
    } catch (e) {
      log('caught', e.message);
      yield 'after';
    } finally {
      await null;
      log('finally');
    }
  }
  const a = g();
  log(JSON.stringify([await a.next(), await a.next('x'), await a.next(), await a.next()]));
  const b = g();
  await b.next();
  log(JSON.stringify(await b.return('early')));
  const c = g();
  await c.next();
  log(JSON.stringify(await c.throw(new Error('thrown in'))));
  log(JSON.stringify(await c.return(Promise.resolve('r'))));
}

async function redeclared() {
  async function* g(a, b = a) {
    var a, c = b;
    if (c) var b = 5, e = 6;
    yield [a, b, c, e];
  }
  log(await collect(g(1)));
  const early = async function* (x = fail()) { yield x; };
  function fail() { throw new Error('default'); }
  try { early(); } catch (e) { log('at the call:', e.message); }
}

async function edges() {
  async function* g() {
    let x = 1
    await x
    await (x)
    ;[x] = [await 2]
    await x ? log('yes') : log('no')
    await 3 + await 4
    const f = async () => { await 5; return x; }
    log(await f(), (yield), typeof (yield 'v'), `${await 6}`, [...await [7], await 8])
    if (x) await 9
    else await 10
    do await x; while (x-- > 1)
    for (let i = await 0; i < await 2; i += await 1) yield i
    switch (await 1) { case await 1: yield 'case' }
    label: for (;;) { await 1; break label }
    yield* await [await 11, 12]
    return
  }
  const it = g();
  const out = [];
  for (let r = await it.next(); !r.done; r = await it.next('sent')) out.push(r.value);
  log(out.map(String).join());
  ticks(6);
  const order = count(2);
  order.next().then(() => log('a'));
  order.next().then(() => log('b'));
  order.next().then(() => log('c'));
}
