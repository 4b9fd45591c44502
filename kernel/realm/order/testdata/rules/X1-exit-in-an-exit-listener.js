// X1: exit() in an exit listener dies at once with its code.
process.on('exit', (c) => { console.log('first', c); process.exit(5); });
process.on('exit', () => console.log('never'));
process.exit(2);
