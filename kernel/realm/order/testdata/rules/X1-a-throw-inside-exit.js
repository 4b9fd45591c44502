// X1: what an exit listener throws leaves process.exit(); who catches it lives on, without ticks.
process.once('exit', () => { throw new Error('from the listener'); });
try { process.exit(3); } catch (e) { console.log('caught', e.message); }
process.nextTick(() => console.log('never'));
queueMicrotask(() => console.log('micro'));
setTimeout(() => console.log('timer'), 1);
