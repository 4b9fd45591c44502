// T9: clearTimeout and clearInterval are the same
require('../prelude.js');
const i = setInterval(() => { log('interval'); clearTimeout(i); }, 5);
const t = setTimeout(() => log('never'), 5);
clearInterval(t);
