process.on('uncaughtException', (e) => console.log('caught', e.message));
setTimeout(() => {
  process.nextTick(() => console.log('tick'));
  throw new Error('in a timer');
}, 1);
setTimeout(() => console.log('next timer'), 1);
for (const end = Date.now() + 5; Date.now() < end;);
