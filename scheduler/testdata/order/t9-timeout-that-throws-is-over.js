// T9: a timeout that threw is over when the handler runs
require('../prelude.js');
const a = setTimeout(() => { throw 'x'; }, 5);
process.on('uncaughtException', (e) => log(e, a._destroyed));
