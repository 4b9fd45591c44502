// L4: with nothing due the nested immediate is first.
setImmediate(() => {
  setTimeout(() => console.log('timer'), 50);
  setImmediate(() => console.log('nested immediate'));
});
