// AL1: a thenable's then is called in the context of who resolves with it; a refresh that revives takes the caller's.
const { AsyncLocalStorage } = require('async_hooks');
const als = new AsyncLocalStorage();
als.run('a', () => { Promise.resolve({ then(yes) { console.log('then', als.getStore()); yes(); } }); });
let n = 0;
const t = setTimeout(() => {
  console.log('timer', als.getStore());
  if (++n === 1) als.run('b', () => t.refresh()); // not fired yet: it keeps its own
  if (n === 2) setImmediate(() => als.run('c', () => t.refresh()));
}, 1);
