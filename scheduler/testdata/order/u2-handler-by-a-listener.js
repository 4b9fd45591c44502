// U2: a listener that handles a later promise of the batch does not prevent its report
require('../prelude.js');
const b = new Promise((resolve, reject) => setTimeout(reject, 1, 'b'));
process.on('unhandledRejection', (r) => { log('unhandled', r); if (r === 'a') b.catch((e) => log('caught', e)); });
process.on('rejectionHandled', () => log('never'));
setTimeout(() => log('end'), 60);
new Promise((resolve, reject) => setTimeout(() => { reject('a'); }, 1));
block(5);
