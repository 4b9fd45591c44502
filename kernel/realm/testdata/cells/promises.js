// The steps of promises and async functions (section 9).
const steps = (n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => console.log('step', i)); };
const p = Promise.resolve('v');
(async () => 1)().then(() => console.log('return value'));
(async () => p)().then(() => console.log('return promise'));
(async () => await p)().then(() => console.log('return await promise'));
(async () => { await { then(yes) { console.log('then called'); yes(); } }; console.log('after thenable'); })();
p.finally(() => console.log('finally')).then(() => console.log('after finally'));
Promise.all([p, 1]).then(() => console.log('all'));
async function* g() { yield 1; yield p; }
(async () => { for await (const x of g()) console.log('element', x); console.log('end'); })();
steps(7);
