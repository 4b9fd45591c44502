// L2: in a timer, setImmediate comes before setTimeout(0).
const block = require('./lib/block.js');
setTimeout(() => {
  setTimeout(() => console.log('timer'), 0);
  setImmediate(() => console.log('immediate'));
  block(5);
}, 1);
