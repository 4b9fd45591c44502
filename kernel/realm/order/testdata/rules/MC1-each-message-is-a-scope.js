// MC1: each message is a scope; all that are queued come in one poll.
const { port1, port2 } = new MessageChannel();
let n = 0;
port2.on('message', (m) => {
  console.log('message', m);
  setImmediate(() => console.log('immediate', m));
  queueMicrotask(() => console.log('micro', m));
  process.nextTick(() => console.log('tick', m));
  if (++n === 3) port2.close();
});
for (const m of [1, 2, 3]) port1.postMessage(m);
