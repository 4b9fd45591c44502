// U7: every derived promise without a handler reports by itself; the base counts as handled.
process.on('unhandledRejection', (e, p) => console.log('unhandled', e, names.get(p)));
const names = new Map();
const name = (p, n) => { names.set(p, n); return p; };
const base = name(Promise.reject('r'), 'base');
name(base.then(() => {}), 'first');
name(base.finally(() => {}), 'second');
name(Promise.all([base]), 'all');
base.catch(() => console.log('caught'));
