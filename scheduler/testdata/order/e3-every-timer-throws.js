// E3: a pass in which every timer throws ends
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
function timer(name, ms) { setTimeout(() => { process.nextTick(() => log('tick', name)); throw name; }, ms); }
timer('a', 1); timer('b', 1); timer('c', 30); timer('d', 30); timer('e', 60);
block(90);
