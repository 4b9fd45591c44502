// U8: multipleResolves comes in a tick.
process.on('multipleResolves', (type, p, v) => console.log(type, v));
new Promise((yes, no) => { yes(1); yes(2); no(3); console.log('executor'); });
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
