// Ports, channels, broadcasts: order, errors, references, transfer, closing.
const { MessageChannel, MessagePort, receiveMessageOnPort, BroadcastChannel, isMainThread, threadId, workerData, parentPort, resourceLimits, SHARE_ENV } = require('worker_threads');
const t = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message, e.constructor.name); } };
const { port1, port2 } = new MessageChannel();
t(() => [Object.keys(new MessageChannel()), port1 instanceof EventTarget, String(port1)]);
t(() => new MessagePort());
t(() => port1.postMessage());
t(() => port1.postMessage(() => {}));
t(() => port1.postMessage(port1));
t(() => port1.postMessage(1, [port1]));
t(() => receiveMessageOnPort(port2));
port1.postMessage({ a: 1 });
t(() => receiveMessageOnPort(port2));
t(() => receiveMessageOnPort(port2));
t(() => port1.hasRef());
port1.onmessage = (e) => {
  console.log('m', e.constructor.name, e.data, e.target === port1, e.ports, e.type, e instanceof Event);
  process.nextTick(() => console.log('tick after', e.data));
  Promise.resolve().then(() => console.log('micro after', e.data));
};
t(() => port1.hasRef());
t(() => [isMainThread, threadId, workerData, parentPort, resourceLimits, SHARE_ENV]);
port2.postMessage('one');
port2.postMessage('two');
setImmediate(() => console.log('immediate'));
const b = new BroadcastChannel('x');
const c = new BroadcastChannel('x');
const other = new BroadcastChannel('y');
other.unref();
other.onmessage = () => console.log('never');
t(() => b);
t(() => new BroadcastChannel());
t(() => b.postMessage());
t(() => [b.name, b.ref() === b]);
c.onmessage = (e) => {
  console.log('broadcast', e.data, e.constructor.name, e.target === c);
  b.close();
  c.close();
  b.close();
  t(() => b.postMessage(1));
  t(() => b);
};
b.postMessage({ z: 1 });
setTimeout(() => {
  port1.on('close', () => console.log('close1'));
  port2.on('close', () => { console.log('close2'); part2(); });
  port2.ref();
  port1.close(() => console.log('callback'));
  port1.close();
  console.log('closing');
  setImmediate(() => console.log('immediate before close'));
  process.nextTick(() => console.log('tick before close'));
}, 20);
function part2() {
  const one = new MessageChannel();
  const two = new MessageChannel();
  one.port2.on('message', (m) => {
    console.log('got port', m.port instanceof MessagePort, m.n);
    m.port.on('message', (text) => {
      console.log('through the moved port', text);
      m.port.close();
      one.port1.close();
    });
  });
  two.port1.postMessage('early');
  one.port1.postMessage({ port: two.port2, n: 5 }, [two.port2]);
  t(() => one.port1.postMessage(two.port2, [two.port2]));
  const ab = new ArrayBuffer(4);
  const three = new MessageChannel();
  three.port1.postMessage(ab, { transfer: [ab] });
  t(() => [ab.byteLength, receiveMessageOnPort(three.port2).message.byteLength]);
  three.port1.once('message', (m) => { console.log('once', m, three.port1.hasRef()); });
  three.port2.postMessage('first');
  three.port2.postMessage('second');
  setTimeout(() => t(() => receiveMessageOnPort(three.port1)), 20);
}
