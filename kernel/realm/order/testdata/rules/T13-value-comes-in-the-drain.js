// T13: the value of timers/promises comes in the drain after its timer, before the next one.
const block = require('./lib/block.js');
const { setTimeout: wait, setImmediate: turn } = require('timers/promises');
wait(1, 'first').then((v) => console.log(v));
setTimeout(() => console.log('plain timer'), 1);
block(5);
turn('immediate value').then((v) => console.log(v));
setImmediate(() => console.log('plain immediate'));
