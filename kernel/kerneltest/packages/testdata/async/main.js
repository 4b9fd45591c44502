// async: control flow over callbacks and async functions; by require and by import.
const async = require('async');
const log = (...args) => console.log(...args);
const done = (start) => new Promise((resolve) => { start(resolve); });
const shown = (name, resolve) => (err, result) => { log(name, err, result); resolve(); };
const queued = () => done((resolve) => {
  const queue = async.queue((task, cb) => setTimeout(() => { log('task', task); cb(); }, 3), 1);
  queue.drain(() => { log('drained'); resolve(); });
  queue.push(['a', 'b', 'c'], (err) => { if (err) log(err); });
});
(async () => {
  await done((r) => async.series([(cb) => setTimeout(cb, 5, null, 'one'), (cb) => cb(null, 'two')], shown('series', r)));
  await done((r) => async.parallel({ a: (cb) => setTimeout(cb, 10, null, 1), b: (cb) => setImmediate(cb, null, 2) }, shown('parallel', r)));
  await done((r) => async.waterfall([(cb) => cb(null, 1), (n, cb) => setTimeout(cb, 1, null, n + 1), (n, cb) => cb(null, n * 10)], shown('waterfall', r)));
  await done((r) => async.mapLimit([3, 1, 2], 1, (n, cb) => setTimeout(() => { log('mapping', n); cb(null, n * 2); }, n), shown('mapLimit', r)));
  await done((r) => async.auto({ x: (cb) => cb(null, 'x'), y: ['x', ({ x }, cb) => cb(null, `${x}y`)] }, shown('auto', r)));
  let tries = 0;
  await done((r) => async.retry({ times: 3, interval: 2 }, (cb) => (++tries < 3 ? cb(new Error(`try ${tries}`)) : cb(null, tries)), shown('retry', r)));
  await queued();
  await done((r) => async.each([1, 2], async (n) => { if (n === 2) throw new Error('two'); }, (err) => { log('each', err.message); r(); }));
  log(await async.map([1, 2, 3], async (n) => n + 1));
  log(await async.detect([1, 2, 3], async (n) => n > 1), await async.reduce([1, 2, 3], 0, async (sum, n) => sum + n));
  await async.eachSeries(['x', 'y'], async (s) => log('eachSeries', s));
  try { await async.parallel([async () => { throw new Error('failed'); }]); } catch (e) { log(e.message); }
  const m = await import('async');
  log(m.default === async || typeof m.series, typeof m.default.queue);
})();
