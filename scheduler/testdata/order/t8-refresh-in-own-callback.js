// T8: refresh in its own callback makes a one-shot timer run again
require('../prelude.js');
let n = 0;
const a = setTimeout(() => { log('a', ++n); if (n < 3) a.refresh(); }, 5);
