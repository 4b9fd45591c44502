setTimeout(() => {
  setTimeout(() => console.log('0 ms, set by a timer'), 0);
  for (const end = Date.now() + 20; Date.now() < end;);
  setImmediate(() => console.log('immediate'));
}, 1);
