// T7: clear and set anew loses the place
require('../prelude.js');
const a = setTimeout(() => log('never'), 5);
setTimeout(() => log('b'), 5);
clearTimeout(a);
setTimeout(() => log('a anew'), 5);
block(20);
