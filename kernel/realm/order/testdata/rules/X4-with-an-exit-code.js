// X4: unless an exit code was set.
process.exitCode = 6;
process.on('exit', () => { console.log('first'); throw new Error('at exit'); });
