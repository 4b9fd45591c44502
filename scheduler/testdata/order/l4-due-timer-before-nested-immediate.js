// L4: in an immediate a due timer precedes an immediate set in the same callback
require('../prelude.js');
setImmediate(() => {
  setImmediate(() => { log('nested immediate'); setImmediate(() => log('third')); });
  setTimeout(() => log('timer'), 1);
  block(10);
});
