// X2: ticks and microtasks alone do not repeat it.
process.on('beforeExit', () => { console.log('beforeExit'); process.nextTick(() => Promise.resolve().then(() => console.log('micro of tick'))); });
