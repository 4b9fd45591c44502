// vm: all contexts share one queue of microtasks; a promise of another context is not ours.
const vm = require('vm');
const log = (...args) => console.log(...args);
Promise.resolve().then(() => log('ours 1'));
vm.runInNewContext('Promise.resolve().then(() => log("theirs 1")).then(() => log("theirs 2")); queue(() => log("microtask"))', { log, queue: queueMicrotask });
Promise.resolve().then(() => log('ours 2')).then(() => log('ours 3'));
vm.runInNewContext('setTimeout(() => { log(typeof process, later) }, 1); later = 5; (async () => { await null; log("async", [later]) })()', { setTimeout, log });
const foreign = vm.runInNewContext('Promise.resolve(1)');
log(foreign instanceof Promise, foreign.constructor === Promise, foreign.constructor.name, foreign);
const turns = (start) => new Promise((res) => {
  let n = 0;
  let done = false;
  start(() => { done = true; });
  (function spin() { if (done) return res(n); n++; queueMicrotask(spin); })();
});
(async () => {
  log('ours', await turns(async (f) => { await Promise.resolve(1); f(); }));
  log('theirs', await turns(async (f) => { await foreign; f(); }));
  const context = vm.createContext({ log, results: [] });
  await vm.runInContext('(async () => { for (const x of [1, 2]) { results.push(await Promise.resolve(x)); } })()', context);
  log(context.results, await vm.runInContext('Promise.all([1, Promise.resolve(2)])', context));
  await vm.runInContext('Promise.reject(new TypeError("theirs"))', context).catch((e) => log(e.name, e.message, e instanceof TypeError, e instanceof Error, Object.prototype.toString.call(e)));
  process.once('unhandledRejection', (reason) => log('unhandled', reason.message));
  vm.runInContext('Promise.reject(new Error("nobody"))', context);
})();
