// R1: a chain of awaits runs to its end before a tick that it queued.
(async () => {
  for (let i = 0; i < 5; i++) {
    process.nextTick(() => console.log('tick', i));
    await null;
    console.log('step', i);
  }
})();
