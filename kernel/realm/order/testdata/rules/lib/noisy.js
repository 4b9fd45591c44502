queueMicrotask(() => console.log('micro of noisy'));
process.nextTick(() => console.log('tick of noisy'));
console.log('body of noisy');
exports.name = 'noisy';
