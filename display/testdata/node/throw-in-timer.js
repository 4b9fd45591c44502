// cell: [22]
process.on('uncaughtException', (e) => console.log('handler:', e.message));
setTimeout(() => {
  process.nextTick(() => console.log('tick of the thrower'));
  throw new Error('boom');
}, 5);
setTimeout(() => console.log('next timer, before that tick'), 5);
for (const end = Date.now() + 10; Date.now() < end;);
