// T9: an interval is armed again before the handler of its exception runs
require('../prelude.js');
let n = 0;
const i = setInterval(() => { log('interval', ++n); if (n === 3) clearInterval(i); throw n; }, 5);
process.on('uncaughtException', (e) => { log('caught', e, i._destroyed); if (e === 1) setTimeout(() => log('timeout of the handler'), 5); block(10); });
