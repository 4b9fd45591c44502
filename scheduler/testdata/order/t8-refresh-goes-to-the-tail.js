// T8: refresh starts anew, behind the others of the list
require('../prelude.js');
const a = setTimeout(() => log('a'), 40);
setTimeout(() => log('b'), 40);
block(20);
setTimeout(() => log('c'), 40);
a.refresh();
