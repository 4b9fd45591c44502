Promise.resolve().then(() => {
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('promise of the promise'));
});
Promise.resolve().then(() => console.log('promise'));
