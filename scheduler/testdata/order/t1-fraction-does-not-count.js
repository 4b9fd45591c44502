// T1: durations are truncated: 7, 7.9 and 7.2 share one list in start order
require('../prelude.js');
const a = setTimeout(() => log('7.9'), 7.9);
const b = setTimeout(() => log('7'), 7);
const c = setTimeout(() => log('7.2'), 7.2);
log(a._idleTimeout, b._idleTimeout, c._idleTimeout);
block(20);
