// R2: inside a microtask it runs ticks, but no other microtask.
queueMicrotask(() => {
  process.nextTick(() => console.log('tick'));
  process._tickCallback();
  console.log('end of micro 1');
});
queueMicrotask(() => console.log('micro 2'));
