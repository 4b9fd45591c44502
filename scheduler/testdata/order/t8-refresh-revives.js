// T8: refresh revives a timer that fired, not one that was cleared
require('../prelude.js');
let n = 0;
const a = setTimeout(() => log('a', ++n), 1);
const b = setTimeout(() => log('never'), 1);
clearTimeout(b);
setTimeout(() => { log(a._destroyed, b._destroyed); a.refresh(); b.refresh(); log(a._destroyed, b._destroyed); }, 60);
