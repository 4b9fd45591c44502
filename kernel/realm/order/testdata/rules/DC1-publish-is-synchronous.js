// DC1: publish is synchronous.
const { channel, subscribe, unsubscribe } = require('diagnostics_channel');
process.on('uncaughtException', (e) => console.log('caught', e.message));
const f = (m, name) => console.log('f', m, name);
subscribe('x', () => { throw new Error('subscriber'); });
subscribe('x', f);
console.log(channel('x').hasSubscribers);
channel('x').publish({ a: 1 });
process.nextTick(() => console.log('tick'));
unsubscribe('x', f);
channel('x').publish(2);
