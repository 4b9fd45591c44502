// L5: close callbacks come after CHECK and before TIMERS.
const block = require('./lib/block.js');
const { port1, port2 } = new MessageChannel();
port1.on('close', () => console.log('close'));
setImmediate(() => {
  console.log('immediate 1');
  port1.close();
  setTimeout(() => console.log('timer'), 1);
  setImmediate(() => console.log('immediate 2'));
  block(5);
});
