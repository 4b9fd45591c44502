process.on('exit', () => console.log('exit'));
process.once('beforeExit', () => setImmediate(() => console.log('alive again')));
setTimeout(() => console.log('timer'), 1);
