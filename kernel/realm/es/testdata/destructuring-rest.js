// A pattern with a rest reads what an ordinary one reads.
const e = new Error('x');
e.code = 5;
const { stack, ...rest } = e;
console.log(typeof stack, rest);
function f({ stack, message, ...more }) { console.log(typeof stack, message, more); }
f(e);
console.log({ ...e }, Object.assign({}, e));
