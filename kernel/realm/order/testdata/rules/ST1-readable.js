// ST1: the start of the flow, 'end' and 'close' each take a tick.
const { Readable } = require('stream');
const r = new Readable({ read() {} });
r.on('data', (c) => console.log('data', String(c)));
for (const e of ['resume', 'end', 'close']) r.on(e, () => { console.log(e); });
r.push('a');
r.push('b');
r.push(null);
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
console.log('main');
