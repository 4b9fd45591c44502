// The events of a worker, its program, data, environment and streams.
const worker = require('worker_threads');
const { Worker, isMainThread, parentPort, workerData, threadId, threadName, resourceLimits } = worker;
const kinds = ['online', 'message', 'messageerror', 'error', 'exit'];
const shown = (value) => (value instanceof Error ? [value.constructor.name, value.name, value.message, { ...value }, value.stack.includes(value.message)] : value);

function run(file, options, use = () => {}) {
  return new Promise((resolve) => {
    const w = new Worker(file, options);
    for (const kind of kinds) w.on(kind, (...args) => console.log(kind, ...args.map(shown)));
    w.on('exit', () => resolve(w));
    use(w);
  });
}

if (isMainThread) {
  (async () => {
    const w = await run(__filename, { workerData: { map: new Map([[1, { text: 'é' }]]), date: new Date(0), list: [1, , undefined] }, name: ' named ', argv: ['a', 5] },
      (w) => console.log(w.threadId, w.threadName, w.stdin, typeof w.stdout.read, Object.keys(w.resourceLimits)));
    console.log(w.threadId, w.threadName, w.resourceLimits, await w.terminate());
    w.postMessage('lost');

    console.log('--- eval');
    await run('console.log(process.argv.slice(1), __filename, require("worker_threads").workerData)', { eval: true, argv: ['x'] });
    await run('require("worker_threads").parentPort.postMessage([require("worker_threads").threadId > 1, process.env.FROM, process.env.PATH])',
      { eval: true, env: { FROM: 'env' } });
    await run(new URL('data:text/javascript,import { threadName } from "worker_threads"; console.log("module", threadName);'), { name: 'd' });

    console.log('--- errors');
    await run('throw new TypeError("bad")', { eval: true });
    await run('const e = new RangeError("with code"); e.code = "E_X"; e.extra = { a: [1] }; throw e', { eval: true });
    await run('throw { plain: 1 }', { eval: true });
    await run('throw undefined', { eval: true });
    await run('Promise.reject(new Error("rejected"))', { eval: true });
    await run('setTimeout(() => { throw new Error("late") }, 5); setTimeout(() => console.log("never"), 500)', { eval: true });
    await run('process.on("uncaughtException", (e) => console.log("caught", e.message)); setTimeout(() => {}, 5); throw new Error("x")', { eval: true });
    await run('class MyError extends Error { constructor() { super("mine"); this.name = "MyError"; this.fn = () => {} } } throw new MyError()', { eval: true });
    await run('syntax error', { eval: true });
    await run('./no-such-file.js', {}).catch((err) => console.log(err));

    console.log('--- exits');
    await run('process.on("exit", (c) => console.log("exiting", c)); process.exit(5); console.log("never")', { eval: true });
    await run('process.exitCode = 9', { eval: true });
    await run('process.on("exit", () => console.log("never")); require("worker_threads").parentPort.postMessage("up"); for (;;);', { eval: true },
      (w) => w.on('message', async () => console.log('terminated', await w.terminate())));
    await run('setInterval(() => {}, 1000); require("worker_threads").parentPort.postMessage("up")', { eval: true },
      (w) => w.on('message', async () => console.log('terminated', await w.terminate())));
    await run('const a = new Int32Array(new SharedArrayBuffer(4)); require("worker_threads").parentPort.postMessage("up"); Atomics.wait(a, 0, 0)', { eval: true },
      (w) => w.on('message', async () => console.log('terminated', await w.terminate())));

    console.log('--- streams');
    await run('process.stdin.on("data", (d) => process.stdout.write(`got ${d}`)).on("end", () => console.log("end"))', { eval: true, stdin: true }, (w) => {
      w.stdin.write('one\n');
      w.stdin.end('two\n');
    });
    let text = '';
    await run('console.log("to parent"); console.error("error"); process.stdin.on("end", () => console.log("no input")).resume()', { eval: true, stdout: true, stderr: true }, (w) => {
      w.stdout.on('data', (chunk) => { text += chunk; });
      w.stderr.on('data', (chunk) => { text += `[${chunk}]`; });
    });
    console.log(JSON.stringify(text));

    console.log('--- environment');
    process.env.SHARED = 'before';
    await run('process.env.SHARED += " and after"; process.env.NUMBER = 5; delete process.env.GONE; console.log(typeof process.env.NUMBER)',
      { eval: true, env: worker.SHARE_ENV });
    console.log(process.env.SHARED, process.env.NUMBER);
    await run('process.env.OWN = "x"', { eval: true });
    console.log(process.env.OWN);
    worker.setEnvironmentData('key', { value: [1] });
    await run('console.log(require("worker_threads").getEnvironmentData("key"))', { eval: true });

    console.log('--- arguments');
    for (const [file, options] of [['relative.js'], [5], [__filename, { env: 5 }], [__filename, { argv: 5 }], [() => {}, { eval: true }],
      [__filename, { workerData: () => {} }], [__filename, { name: 5 }], [__filename, { execArgv: 'x' }]]) {
      try {
        new Worker(file, options);
      } catch (err) {
        console.log(err.name, err.code, err.message);
      }
    }

    console.log('--- nested');
    await run(`const { Worker, threadId, parentPort } = require('worker_threads');
      const w = new Worker('require("worker_threads").parentPort.postMessage("from below")', { eval: true });
      w.on('message', (m) => parentPort.postMessage(['up', m])); w.on('exit', (c) => parentPort.postMessage(['below exits', c]));`, { eval: true });
    const unrefed = new Worker('setInterval(() => {}, 1000)', { eval: true });
    unrefed.unref();
  })();
} else {
  const said = [isMainThread, threadId, threadName, workerData, process.argv.slice(2), Object.keys(resourceLimits).length];
  for (const fn of ['chdir', 'abort', 'setuid', 'umask']) {
    try {
      process[fn](0);
    } catch (err) {
      said.push([err.name, err.code, err.message]);
    }
  }
  parentPort.postMessage(said);
}
