// The web's and Node's own classes, shown at every depth.
const things = {
  url: new URL('http://a/b?c=d'), params: new URLSearchParams('a=1'), signal: new AbortController().signal, controller: new AbortController(),
  event: new Event('x'), target: new EventTarget(), encoder: new TextEncoder(), decoder: new TextDecoder(), blob: new Blob(['x']), file: new File(['x'], 'n', { lastModified: 1 }),
  mark: performance.mark('m', { startTime: 1 }), channel: new BroadcastChannel('x'), buffer: Buffer.from('abc'), exception: new DOMException('m', 'AbortError').name,
  emitter: new (require('events'))(), als: new (require('async_hooks').AsyncLocalStorage)(), mime: new (require('util').MIMEType)('a/b;c=d'), sd: new (require('string_decoder').StringDecoder)('utf8').encoding,
};
things.channel.close();
things.event.timeStamp;
const { inspect } = require('util');
for (const name of Object.keys(things)) {
  for (const value of [things[name], [things[name]], { a: { b: { c: things[name] } } }]) console.log(name, inspect(value).replace(/timeStamp: [\d.]+/, 'timeStamp: N'));
  console.log(name, inspect(things[name], { depth: -1 }), inspect({ x: things[name] }, { depth: 0 }), inspect(things[name], { depth: null, compact: true, breakLength: Infinity }).replace(/timeStamp: [\d.]+/, 'timeStamp: N'));
}
