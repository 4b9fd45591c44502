// ESM5: import(): the body is never synchronous; one namespace, new promises; after the microtasks queued before it.
queueMicrotask(() => console.log('micro'));
const first = import('./lib/a.mjs'), second = import('./lib/a.mjs');
console.log(first === second);
first.then((ns) => console.log('first', ns.a));
Promise.all([first, second]).then(([x, y]) => console.log('same', x === y));
console.log('main');
