// ET2: a throwing listener does not stop the others; its error is thrown in a tick, after earlier ticks.
process.on('uncaughtException', (e) => console.log('caught', e.message));
const t = new EventTarget();
t.addEventListener('x', () => { throw new Error('listener 1'); });
t.addEventListener('x', () => console.log('listener 2'));
t.addEventListener('x', async () => { throw new Error('async listener'); });
process.nextTick(() => console.log('tick before'));
console.log(t.dispatchEvent(new Event('x')));
process.nextTick(() => console.log('tick after'));
queueMicrotask(() => console.log('micro'));
