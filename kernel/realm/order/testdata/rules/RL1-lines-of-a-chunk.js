// RL1: all lines of a chunk are emitted synchronously, then ticks.
const readline = require('readline');
const { PassThrough } = require('stream');
const input = new PassThrough();
const rl = readline.createInterface({ input });
rl.on('line', (l) => { console.log('line', l); process.nextTick(() => console.log('tick', l)); queueMicrotask(() => console.log('micro', l)); });
rl.on('close', () => console.log('close'));
input.end('one\ntwo\nthree');
