// ESM7: a top-level await that nothing can settle: beforeExit, exit code 13.
process.on('beforeExit', () => console.log('beforeExit'));
process.on('exit', (c) => console.log('exit', c));
await new Promise(() => {});
console.log('never');
