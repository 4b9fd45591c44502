// X2: a throw that is handled turns the loop once, and 'beforeExit' comes again.
let n = 0;
process.on('uncaughtException', (e) => console.log('caught', e.message));
process.on('beforeExit', () => { if (++n < 3) throw new Error(`beforeExit ${n}`); console.log('enough'); });
