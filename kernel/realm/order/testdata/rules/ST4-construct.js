// ST4: construct holds writes back.
const { Writable } = require('stream');
const w = new Writable({
  construct(cb) { console.log('construct'); setImmediate(() => { console.log('constructed'); cb(); }); },
  write(c, e, cb) { console.log('_write', String(c)); cb(); },
});
w.write('a', () => console.log('a done'));
process.nextTick(() => console.log('tick'));
