// ESM4: require() of a module is synchronous; of a graph with top-level await it throws before any body runs.
queueMicrotask(() => console.log('micro'));
process.nextTick(() => console.log('tick'));
console.log(require('./lib/b.mjs').b);
try { require('./lib/imports-slow.mjs'); } catch (e) { console.log(e.code); }
console.log('main');
