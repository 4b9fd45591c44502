const { EventEmitter } = require('events');
// What a callback was called on, as stacks have it. Frames of Node's own are left out.
const show = (e) => console.log(e.stack.split('\n').filter((l) => !l.includes('node:')).slice(0, 2).join('\n').replaceAll(__filename, 'file'));
setTimeout(() => { show(new Error('arrow')); }, 1);
setTimeout(function () { show(new Error('function')); }, 1);
setTimeout(function named() { show(new Error('named')); }, 1);
setImmediate(() => show(new Error('imm')));
process.nextTick(() => show(new Error('tick')));
Promise.resolve().then(() => show(new Error('then')));
queueMicrotask(() => show(new Error('micro')));
const e = new EventEmitter(); e.on('x', () => show(new Error('listener'))); e.on('x', function l() { show(new Error('listener2')); }); e.emit('x');
process.on('exit', () => show(new Error('exit')));
[1].forEach(() => show(new Error('each')));
const o = { m: () => show(new Error('method')), f() { show(new Error('meth')); } }; o.m(); o.f();
class A { x = () => show(new Error('field')); } new A().x();
require('fs').readFile(__filename, () => show(new Error('fs')));
new Promise(() => show(new Error('executor')));
