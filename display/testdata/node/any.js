// cell: [19]
const a = Promise.reject(new Error('A'));
const b = Promise.reject(new TypeError('B'));
Promise.any([a, b]).catch((e) => console.log(e.name, e.errors.length));
Promise.any([a, Promise.resolve('first success')]).then((v) => console.log(v));
