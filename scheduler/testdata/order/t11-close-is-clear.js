// T11: close() clears
require('../prelude.js');
const a = setTimeout(() => log('never'), 20);
a.close();
log(a._destroyed, a._idleTimeout);
