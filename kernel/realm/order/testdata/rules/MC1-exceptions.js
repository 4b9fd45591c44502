// MC1: an exception of a message's callback, or of a tick after it, ends the port's turn.
const { MessageChannel } = require('worker_threads');
process.on('uncaughtException', (e) => console.log('caught', e.message));
const kinds = { tick: () => process.nextTick(() => { throw new Error('tick'); }), micro: () => queueMicrotask(() => { throw new Error('micro'); }), listener() { throw new Error('listener'); }, rejection() { Promise.reject(new Error('rejection')); },
 microtick() { queueMicrotask(() => process.nextTick(() => { throw new Error('microtick'); })); }, async async() { throw new Error('async'); }, raw() { } };
const names = Object.keys(kinds);
(function next() {
  const name = names.shift();
  if (!name) return;
  const { port1, port2 } = new MessageChannel();
  port1.postMessage('to 2'); port2.postMessage('to 1 a'); port2.postMessage('to 1 b');
  let n = 0;
  const over = () => { if (++n === 3) { port1.close(); setTimeout(next, 5); } };
  port1.on('message', (v) => { console.log(name, v); setImmediate(() => console.log('immediate')); over(); if (v === 'to 1 a') return kinds[name](); });
  port2.on('message', (v) => { console.log(name, v); over(); });
})();
