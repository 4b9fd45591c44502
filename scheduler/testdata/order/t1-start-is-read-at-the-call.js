// T1: the start of a timer is read when it is made, not from the time of the turn
require('../prelude.js');
setTimeout(() => {
  block(60);
  setTimeout(() => log('long, made early'), 100);
  block(30);
  setTimeout(() => log('short, made late'), 100);
  setTimeout(() => log('shortest'), 20);
}, 1);
