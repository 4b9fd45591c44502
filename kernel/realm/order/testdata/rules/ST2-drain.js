// ST2: 'drain' after a write that said no.
const { Writable } = require('stream');
const w = new Writable({ highWaterMark: 3, write(c, e, cb) { console.log('_write', String(c)); setImmediate(cb); } });
w.on('drain', () => { console.log('drain'); w.end(); });
w.on('finish', () => console.log('finish'));
console.log(w.write('ab'), w.write('cd'));
