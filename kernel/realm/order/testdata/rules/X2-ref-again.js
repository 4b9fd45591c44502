// X2: a timer that is ref'ed again in beforeExit runs.
const t = setTimeout(() => console.log('timer'), 20).unref();
process.once('beforeExit', () => { console.log('beforeExit'); t.ref(); });
