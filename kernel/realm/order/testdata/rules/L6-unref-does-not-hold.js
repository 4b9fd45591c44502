// L6: what is unref'ed does not keep the loop alive.
setTimeout(() => console.log('never'), 1000).unref();
setInterval(() => console.log('never'), 1000).unref();
setImmediate(() => console.log('never')).unref();
process.on('exit', () => console.log('exit'));
