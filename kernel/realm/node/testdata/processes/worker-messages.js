// What travels between threads, and how.
const { Worker, isMainThread, parentPort, workerData, MessageChannel, BroadcastChannel, receiveMessageOnPort, markAsUntransferable,
  isMarkedAsUntransferable, markAsUncloneable } = require('worker_threads');

if (!isMainThread) {
  const channel = new BroadcastChannel('news');
  channel.onmessage = ({ data }) => {
    parentPort.postMessage(['heard', data]);
    channel.postMessage('thanks');
    if (data === 'last') channel.close();
  };
  parentPort.on('message', ({ kind, value, port, shared }) => {
    switch (kind) {
      case 'echo': return parentPort.postMessage(value);
      case 'move': return parentPort.postMessage(value, [value.buffer ?? value]);
      case 'port':
        port.on('message', (m) => {
          port.postMessage(['through the port', m]);
          if (m === 'close') port.close();
        });
        return undefined;
      case 'nested':
        value.port.postMessage({ again: port }, [port]);
        return value.port.close();
      case 'shared':
        Atomics.add(shared, 0, 5);
        Atomics.store(shared, 1, 1);
        Atomics.notify(shared, 1);
        return undefined;
      case 'wait':
        Atomics.wait(shared, 2, 0);
        return parentPort.postMessage(['woken', Atomics.load(shared, 0)]);
      case 'refuse':
        try {
          parentPort.postMessage(() => {});
        } catch (err) {
          parentPort.postMessage([err.name, err.message, err instanceof DOMException]);
        }
        return undefined;
      case 'end':
        parentPort.postMessage('bye');
        return parentPort.close();
    }
    return undefined;
  });
} else {
  (async () => {
    const w = new Worker(__filename);
    const next = () => new Promise((resolve) => w.once('message', resolve));
    const ask = (message, transfer) => {
      w.postMessage(message, transfer);
      return next();
    };
    const cyclic = { name: 'cyclic' };
    cyclic.self = cyclic;
    const error = Object.assign(new RangeError('range', { cause: new Error('why') }), { code: 'LOST' });
    for (const value of [undefined, null, -0, 10n, 'lone \ud800 surrogate', [1, , 3], new Map([[{ a: 1 }, new Set([1])]]), new Date(5), /x/gi, Object('s'),
      new Uint16Array([1, 2]), Buffer.from('buffer'), new DataView(new ArrayBuffer(2)), cyclic, { __proto__: { inherited: 1 }, own: 2 }, new (class A { x = 1; })(),
      new DOMException('dom', 'AbortError').name, { get a() { return 'from getter'; } }, [cyclic, cyclic]]) console.log(await ask({ kind: 'echo', value }));
    const copy = await ask({ kind: 'echo', value: error });
    console.log(copy instanceof RangeError, copy.message, copy.code, copy.cause.message, copy.stack === error.stack);
    const blob = await ask({ kind: 'echo', value: new Blob(['blob text'], { type: 'text/plain' }) });
    console.log(blob, await blob.text());

    console.log('--- transfer');
    const bytes = new Uint8Array([1, 2, 3]);
    const back = await ask({ kind: 'move', value: bytes }, [bytes.buffer]);
    console.log(bytes.length, back, back.buffer.byteLength);
    const kept = new Uint8Array(2);
    markAsUntransferable(kept.buffer);
    const uncloneable = {};
    markAsUncloneable(uncloneable);
    console.log(isMarkedAsUntransferable(kept.buffer), isMarkedAsUntransferable(bytes.buffer));
    const { port1: own } = new MessageChannel();
    for (const [message, transfer] of [[kept, [kept.buffer]], [uncloneable], [() => {}], [Symbol('s')], [{ own }], [1, [5]], [1, [bytes.buffer]], [own, [own, own]], [new WeakMap()]]) {
      try {
        w.postMessage(message, transfer);
        console.log('posted');
      } catch (err) {
        console.log(err.name, err.code, err.message);
      }
    }
    own.close();

    console.log('--- ports');
    const { port1, port2 } = new MessageChannel();
    port1.postMessage('before');
    w.postMessage({ kind: 'port', port: port2 }, [port2]);
    port1.postMessage('after');
    port1.postMessage('close');
    const heard = [];
    port1.on('message', (m) => heard.push(m));
    await new Promise((resolve) => port1.on('close', resolve));
    console.log(heard);
    const a = new MessageChannel();
    const b = new MessageChannel();
    w.postMessage({ kind: 'nested', value: { port: a.port2 }, port: b.port2 }, [a.port2, b.port2]);
    const { again } = await new Promise((resolve) => a.port1.once('message', resolve));
    b.port1.postMessage('home again');
    console.log(receiveMessageOnPort(again), receiveMessageOnPort(again));
    again.close();
    a.port1.close();

    console.log('--- shared memory');
    const shared = new Int32Array(new SharedArrayBuffer(12));
    w.postMessage({ kind: 'shared', shared });
    Atomics.wait(shared, 1, 0);
    console.log(shared[0]);
    w.postMessage({ kind: 'wait', shared });
    await new Promise((resolve) => setTimeout(resolve, 50));
    shared[0] = 7;
    shared[2] = 1;
    Atomics.notify(shared, 2);
    console.log(await next(), (await ask({ kind: 'echo', value: shared })).buffer instanceof SharedArrayBuffer);

    console.log('--- broadcast');
    const channel = new BroadcastChannel('news');
    const other = new BroadcastChannel('other');
    other.onmessage = () => console.log('never');
    for (const text of ['first', 'last']) {
      const thanks = new Promise((resolve) => { channel.onmessage = ({ data }) => resolve(data); });
      channel.postMessage(text);
      console.log(await next(), await thanks);
    }
    channel.close();
    other.close();

    console.log('--- end');
    console.log(await ask({ kind: 'refuse' }));
    console.log(await ask({ kind: 'end' }), await new Promise((resolve) => w.on('exit', resolve)));
  })();
}
