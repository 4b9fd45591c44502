// T13: abort rejects in the drain of who aborts; what was aborted before never starts.
const timers = require('timers/promises');
const ac = new AbortController();
timers.setTimeout(1000, 'never', { signal: ac.signal }).catch((e) => console.log('timeout', e.name, e.code, e.cause));
timers.setImmediate('never', { signal: ac.signal }).catch((e) => console.log('immediate', e.name));
process.nextTick(() => {
  ac.abort('why');
  console.log('aborted');
  process.nextTick(() => console.log('tick'));
  timers.setTimeout(1, 0, { signal: ac.signal }).catch((e) => console.log('late', e.name));
});
