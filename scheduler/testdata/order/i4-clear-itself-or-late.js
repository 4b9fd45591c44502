// I4: clearing itself or one that ran does nothing
require('../prelude.js');
const a = setImmediate(() => { log('a'); clearImmediate(a); setImmediate(() => { clearImmediate(a); log('b'); }); });
