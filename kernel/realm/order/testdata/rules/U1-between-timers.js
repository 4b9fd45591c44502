// U1: also before the next timer of the same pass.
process.on('unhandledRejection', (e) => console.log('unhandled', e));
setTimeout(() => { Promise.reject(1); console.log('timer 1'); }, 1);
setTimeout(() => console.log('timer 2'), 1);
require('./lib/block.js')(5);
