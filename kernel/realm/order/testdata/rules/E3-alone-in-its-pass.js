// E3: alone in its pass, at the end of the pass, before CHECK.
process.on('uncaughtException', (e) => console.log('caught', e.message));
setTimeout(() => {
  setImmediate(() => console.log('immediate'));
  process.nextTick(() => console.log('tick'));
  throw new Error('timer');
}, 1);
