// p-limit: an ES module, imported and required.
(async () => {
  const { default: pLimit } = await import('p-limit');
  const limit = pLimit(2);
  let running = 0;
  let most = 0;
  const job = (n) => limit(async () => {
    most = Math.max(most, ++running);
    console.log('start', n, limit.activeCount, limit.pendingCount);
    await new Promise((resolve) => { setTimeout(resolve, 5 * n); });
    running--;
    return n * n;
  });
  console.log(await Promise.all([1, 2, 3, 4].map(job)), most);
  await limit(() => { throw new Error('in a job'); }).catch((e) => console.log(e.message));
  console.log(await limit((a, b) => a + b, 1, 2));
  const waiting = [limit(() => new Promise((resolve) => { setTimeout(resolve, 5, 'kept'); })), limit(() => 'kept too'), limit(() => 'cleared')];
  await null;
  limit.clearQueue();
  console.log(await Promise.all(waiting.slice(0, 2)), limit.pendingCount);
  try { pLimit(0); } catch (e) { console.log(e.name, e.message); }
  console.log(require('p-limit').default === pLimit);
})();
