// The async iterator helpers are a proposal that Node 24 does not have: an addition of Loopbook.
const t = async (label, f) => { try { console.log(label, '->', await f()); } catch (e) { console.log(label, '!!', e?.name, e?.message ?? e); } };
async function* numbers(n = Infinity) { try { for (let i = 1; i <= n; i++) yield i; } finally { console.log('closed'); } }
(async () => {
  await t('chain', () => numbers().filter((x) => x % 2 === 1).map(async (x) => x * 10).take(3).toArray());
  await t('from iterable of promises', () => AsyncIterator.from([Promise.resolve(1), 2]).map((x) => x + 1).toArray());
  await t('from async iterator', () => AsyncIterator.from({ async next() { return { done: this.i++ > 1, value: this.i }; }, i: 0 }).toArray());
  await t('from string', () => AsyncIterator.from('ab').toArray());
  await t('from same', () => { const g = numbers(1); return AsyncIterator.from(g) === g; });
  await t('from 5', () => AsyncIterator.from(5));
  await t('drop', () => numbers(4).drop(2).toArray());
  await t('flatMap', () => numbers(2).flatMap(async (x) => [x, Promise.resolve(x * 2)]).toArray());
  await t('flatMap async', () => numbers(2).flatMap((x) => numbers(x)).toArray());
  await t('reduce', () => numbers(4).reduce(async (a, b) => await a + b));
  await t('reduce empty', () => numbers(0).reduce((a, b) => a + b));
  await t('some', () => numbers().some(async (x) => x > 2));
  await t('every', () => numbers().every((x) => x < 3));
  await t('find', () => numbers().find((x) => x > 4));
  await t('forEach', () => numbers(2).forEach((x, i) => console.log('each', x, i)));
  await t('throwing map closes', () => numbers().map(() => { throw new Error('M'); }).next());
  await t('return', async () => { const h = numbers().map((x) => x); return [await h.next(), await h.return(), await h.next()]; });
  await t('concurrent', async () => { const h = numbers(2).map((x) => x); return Promise.all([h.next(), h.next(), h.next()]); });
  await t('bad callback', () => numbers(1).map(5));
  await t('bad limit', () => numbers(1).take(-1));
  await t('constructor', () => new AsyncIterator());
  await t('call', () => AsyncIterator());
  await t('subclass', async () => { class C extends AsyncIterator { async next() { return { done: (this.n = (this.n ?? 0) + 1) > 2, value: this.n }; } } return [new C() instanceof AsyncIterator, await new C().toArray()]; });
  await t('instanceof', () => [numbers() instanceof AsyncIterator, numbers().map((x) => x) instanceof AsyncIterator, AsyncIterator.from([]) instanceof AsyncIterator]);
  await t('names', () => Reflect.ownKeys(AsyncIterator.prototype).map((k) => `${String(k)}/${AsyncIterator.prototype[k].length}`));
  await t('tag', () => String(numbers().map((x) => x)));
  await t('for await', async () => { const list = []; for await (const x of numbers().take(2)) list.push(x); return list; });
  await t('asyncDispose', async () => { const g = numbers(); await g.next(); return g[Symbol.asyncDispose](); });
})();
