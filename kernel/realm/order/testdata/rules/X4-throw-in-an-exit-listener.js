// X4: a throw in an exit listener: code 1, the other listeners are skipped.
process.on('exit', () => { console.log('first'); throw new Error('at exit'); });
process.on('exit', () => console.log('never'));
