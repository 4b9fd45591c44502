// I4: only an immediate is cleared; twice is once.
const i = setImmediate(() => console.log('never'));
clearImmediate(i);
clearImmediate(i);
for (const other of [undefined, null, 1, 'x', {}, setTimeout(() => console.log('timer'), 1)]) clearImmediate(other);
