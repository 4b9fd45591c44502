//%%predict sync, tick, micro, timeout
setTimeout(() => console.log('timeout'), 0);
Promise.resolve().then(() => console.log('micro'));
process.nextTick(() => console.log('tick'));
console.log('sync');
// %% cell
//%%predict sync, micro, 'tick, tock'
Promise.resolve().then(() => console.log('micro'));
process.nextTick(() => console.log('tick, tock'));
console.log('sync');
// %% cell
//%%predict --hide sync, micro, tick
Promise.resolve().then(() => console.log('micro'));
process.nextTick(() => console.log('tick'));
console.log('sync');
// %% cell
//%%predict
Promise.resolve().then(() => console.log('micro'));
process.nextTick(() => console.log('tick'));
console.log('sync');
// %% cell
predict(['one', 'two']);
console.log('one');
queueMicrotask(() => console.log('two'));
// %% cell
//%%predict --show one
console.log('one');
// %% cell
const later = predict;
// %% cell
later(['one']);
// %% cell
predict('one');
