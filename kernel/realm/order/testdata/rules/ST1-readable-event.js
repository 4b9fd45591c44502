// ST1: 'readable' comes in a tick, once for what was pushed meanwhile.
const { Readable } = require('stream');
const r = new Readable({ read() {} });
r.on('readable', () => { console.log('readable'); for (let c; (c = r.read()) !== null;) console.log(String(c)); });
r.on('end', () => console.log('end'));
r.push('a');
r.push('b');
process.nextTick(() => { console.log('tick'); r.push(null); });
