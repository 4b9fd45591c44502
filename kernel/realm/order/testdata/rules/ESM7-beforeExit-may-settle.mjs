// ESM7: beforeExit may still settle it.
let settle;
process.once('beforeExit', () => { console.log('beforeExit'); settle('late'); });
process.on('exit', (c) => console.log('exit', c));
console.log(await new Promise((r) => { settle = r; }));
