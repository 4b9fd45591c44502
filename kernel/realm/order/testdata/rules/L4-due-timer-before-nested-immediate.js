// L4: in an immediate, a timer that becomes due comes before an immediate made in the same callback.
const block = require('./lib/block.js');
setImmediate(() => {
  setImmediate(() => console.log('nested immediate'));
  setTimeout(() => console.log('timer'), 0);
  block(5);
});
