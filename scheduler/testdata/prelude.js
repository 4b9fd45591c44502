// What the programs of testdata/order use besides Node's globals. The interpreter of script_test.go has its own.
let lines = 0;
globalThis.log = (...args) => {
  console.log(args.join(' '));
  if (++lines > 500) process.reallyExit(0); // a random program that goes on for ever
};
globalThis.block = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };
globalThis.stat = (callback) => require('fs').stat(__filename, () => callback());
globalThis.channel = () => {
  const { port1, port2 } = new (require('worker_threads').MessageChannel)();
  return { a: port1, b: port2 };
};
