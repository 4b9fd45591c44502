// T10: a timer that was turned into a number can be cleared by it, as a number or as text.
const a = setTimeout(() => console.log('never'), 1);
const b = setTimeout(() => console.log('never'), 1);
const c = setTimeout(() => console.log('c runs'), 1);
console.log(typeof +a, +a > 0, +a === +a, `${b}` === String(+b));
clearTimeout(+a);
clearTimeout(`${b}`);
for (const other of [undefined, null, new Number(+c), {}, [], 'x', 1e9, true]) clearTimeout(other);
