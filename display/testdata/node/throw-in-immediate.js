// cell: [23]
process.on('uncaughtException', (e) => console.log('handler:', e.message));
setImmediate(() => {
  Promise.resolve().then(() => console.log('job of the thrower'));
  throw new RangeError('too far');
});
setImmediate(() => console.log('next immediate, before that job'));
