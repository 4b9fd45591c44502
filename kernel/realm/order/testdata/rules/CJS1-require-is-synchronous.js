// CJS1: nothing is drained between modules.
queueMicrotask(() => console.log('micro of main'));
process.nextTick(() => console.log('tick of main'));
console.log('before');
console.log(require('./lib/noisy.js'));
console.log('again', require('./lib/noisy.js'));
console.log('after');
