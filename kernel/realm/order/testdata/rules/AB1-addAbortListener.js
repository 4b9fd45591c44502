// AB1: addAbortListener on an aborted signal calls in a microtask.
const { addAbortListener } = require('events');
const ac = new AbortController();
addAbortListener(ac.signal, () => console.log('at abort'));
ac.abort();
addAbortListener(ac.signal, (e) => console.log('late', e?.type));
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
console.log('main');
