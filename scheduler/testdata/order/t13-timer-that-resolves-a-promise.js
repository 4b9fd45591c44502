// T13: a promise resolved by a timer continues before the next timer
require('../prelude.js');
new Promise((resolve) => { setTimeout(resolve, 1, 'value'); }).then((v) => log('then', v));
setTimeout(() => log('next timer'), 1);
block(10);
