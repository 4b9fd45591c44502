// With a handler the loop goes on as Node's does (E2 to E5).
process.on('uncaughtException', (e, origin) => console.log('caught', e.message, origin));
const fail = (text) => { console.log(text); process.nextTick(() => console.log('tick of', text)); throw new Error(text); };
setTimeout(fail, 1, 'timer 1');
setTimeout(() => console.log('timer 2'), 1);
setImmediate(fail, 'immediate 1');
setImmediate(() => console.log('immediate 2'));
queueMicrotask(() => fail('micro 1'));
queueMicrotask(() => console.log('micro 2'));
process.nextTick(fail, 'tick 1');
process.nextTick(() => console.log('tick 2'));
const until = performance.now() + 5;
while (performance.now() < until);
