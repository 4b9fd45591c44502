// MC1: a BroadcastChannel delivers to all others of its name, in the poll phase.
const a = new BroadcastChannel('x'), b = new BroadcastChannel('x'), c = new BroadcastChannel('y');
b.onmessage = (e) => { console.log('b', e.data); for (const ch of [a, b, c]) ch.close(); };
a.onmessage = () => console.log('never');
c.onmessage = () => console.log('never');
a.postMessage('hello');
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
