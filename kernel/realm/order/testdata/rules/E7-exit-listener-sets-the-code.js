// E7: an exit listener may change the code.
process.on('exit', (code) => { console.log('exit', code); process.exitCode = 42; });
setTimeout(() => { throw new Error('fatal'); }, 1);
