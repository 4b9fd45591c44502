// C1: console and stdout are synchronous and in order; callbacks of writes come in ticks.
process.stdout.write('one\n', () => console.log('written'));
console.log('two');
process.stdout.write('three\n');
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
