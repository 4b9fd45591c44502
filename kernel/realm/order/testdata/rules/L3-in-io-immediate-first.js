// L3: in an I/O callback, setImmediate comes before setTimeout(0).
const block = require('./lib/block.js');
require('fs').stat(__filename, () => {
  setTimeout(() => console.log('timer'), 0);
  setImmediate(() => console.log('immediate'));
  block(5);
});
