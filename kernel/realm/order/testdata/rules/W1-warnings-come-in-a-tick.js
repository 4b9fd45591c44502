// W1: 'warning' is emitted in a tick.
process.on('warning', (w) => console.log(w.name, w.code, w.message));
process.nextTick(() => console.log('tick 1'));
process.emitWarning('careful', 'OwnWarning', 'OWN1');
process.emitWarning(Object.assign(new Error('an error'), { name: 'Named' }));
process.nextTick(() => console.log('tick 2'));
console.log('main');
