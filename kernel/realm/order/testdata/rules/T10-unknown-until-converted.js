// T10: a number that nobody asked a timer for clears nothing.
const known = +setTimeout(() => console.log('first runs'), 1);
setTimeout(() => console.log('second runs'), 1);
for (let id = known + 1; id < known + 20; id++) clearTimeout(id);
