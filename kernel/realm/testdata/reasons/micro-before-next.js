setImmediate(() => {
  console.log('immediate');
  queueMicrotask(() => console.log('microtask'));
});
setImmediate(() => console.log('next immediate'));
