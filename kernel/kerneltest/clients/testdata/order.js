// One of everything, as documentation likes to show it: CommonJS order under Node.
const log = (s) => console.log(s);
setImmediate(() => log('immediate'));
setTimeout(() => {
  log('timeout 1');
  process.nextTick(() => log('tick in timeout'));
  Promise.resolve().then(() => log('micro in timeout'));
}, 0);
setTimeout(() => log('timeout 2'), 0);
Promise.resolve().then(() => {
  log('micro 1');
  process.nextTick(() => log('tick in micro'));
  queueMicrotask(() => log('micro in micro'));
});
process.nextTick(() => log('tick 1'));
queueMicrotask(() => log('micro 2'));
process.nextTick((a, b) => log(`tick 2 ${a}${b}`), 4, 2);
(async () => {
  log('async before');
  await null;
  log('async after');
  try {
    await Promise.reject(new RangeError('late'));
  } catch (e) {
    log(`caught ${e.name}`);
  } finally {
    log('finally');
  }
  await new Promise((r) => setTimeout(r, 20));
  log('async end');
})();
log('sync');
for (const t = Date.now(); Date.now() - t < 5; ); // so that the timers are due in the first turn
