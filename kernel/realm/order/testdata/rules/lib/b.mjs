import './a.mjs';
queueMicrotask(() => console.log('micro of b'));
process.nextTick(() => console.log('tick of b'));
console.log('body of b');
export const b = 'b';
