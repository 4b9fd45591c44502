// T8: a timer cleared after it fired can be refreshed but is not called; it holds the loop until then
require('../prelude.js');
const a = setTimeout(() => log('a'), 20);
setTimeout(() => { clearTimeout(a); log(a._idleTimeout, a._destroyed); a.refresh(); log(a._destroyed); }, 60);
process.on('exit', () => log(a._destroyed, a._idleTimeout));
