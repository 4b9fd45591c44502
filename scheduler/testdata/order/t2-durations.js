// T2: what is not in [1, 2147483647] is 1
require('../prelude.js');
const a = setTimeout(() => log('0'), 0);
const b = setTimeout(() => log('minus'), 0 - 5);
const c = setTimeout(() => log('too large'), 2147483648);
const d = setTimeout(() => log('half'), 0.5);
const e = setTimeout(() => log('never'), 2147483647);
log(a._idleTimeout, b._idleTimeout, c._idleTimeout, d._idleTimeout, e._idleTimeout);
block(5);
e.unref();
