// L4: in an immediate with nothing due the nested immediate is first
require('../prelude.js');
setImmediate(() => {
  setTimeout(() => log('timer'), 60);
  setImmediate(() => log('nested immediate'));
});
