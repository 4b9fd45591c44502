// L3: a message is delivered in the poll phase too.
const block = require('./lib/block.js');
const { port1, port2 } = new MessageChannel();
port2.onmessage = () => {
  setTimeout(() => console.log('timer'), 0);
  setImmediate(() => console.log('immediate'));
  block(5);
  port2.close();
};
port1.postMessage(1);
