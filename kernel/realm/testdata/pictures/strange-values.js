({ a: 1, [Symbol.for('nodejs.util.inspect.custom')]() { throw new TypeError('no <b>|`x`'); } })
// %% cell
({ get x() { throw new Error('a getter'); } })
// %% cell
new Proxy({}, { ownKeys() { throw new Error('trap'); }, get() { throw new Error('trap'); } })
// %% cell
'x'.repeat(100010)
// %% cell
Array.from({ length: 100 }, (_, i) => Array.from({ length: 100 }, (_, j) => Array.from({ length: 100 }, () => i * j))).length
// %% cell
const loop = { name: 'loop' }; loop.self = loop; loop
// %% cell
//%%timeline
console.log('<b>bold</b> | `code` \u001b[31mred\u001b[0m \u0007 日本');
process.nextTick(function  /* | ` <i> */ () { console.log('a\nb'); throw new Error('<x> | `y`'); });
// %% cell
//%%promises
const odd = Promise.resolve('| <b> `q` \u001b[31m');
const thrower = { then(resolve) { resolve({ get trap() { throw 1; } }); } };
Promise.resolve(thrower);
Promise.reject({ toString() { throw new Error('in toString'); } }).catch(() => {});
