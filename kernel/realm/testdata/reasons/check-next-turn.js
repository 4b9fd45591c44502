setImmediate(() => {
  setImmediate(() => console.log('of the next turn'));
  console.log('first');
});
setImmediate(() => console.log('of this turn'));
