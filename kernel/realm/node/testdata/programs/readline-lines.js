// readline and readline/promises on streams: lines, questions, iteration, events.
const readline = require('readline');
const rlp = require('readline/promises');
const { PassThrough, Readable } = require('stream');

const log = (...args) => console.log(...args);
const turn = () => new Promise((resolve) => setImmediate(resolve));

(async () => {
  log('--- lines');
  for (const chunks of [['a\nb\r\nc\rd'], ['one\r', '\ntwo'], ['x\u2028y\u2029z'], ['\n\n'], ['\u20ac'], [Buffer.from([0xe2, 0x82]), Buffer.from([0xac, 10])], [], ['no end'], ['a\r\r\nb']]) {
    const lines = [];
    const rl = readline.createInterface({ input: Readable.from(chunks) });
    rl.on('line', (l) => lines.push(l));
    await new Promise((resolve) => rl.on('close', resolve));
    log(chunks, lines);
  }

  log('--- order');
  const i1 = new PassThrough();
  const r1 = readline.createInterface({ input: i1 });
  for (const e of ['line', 'pause', 'resume', 'close']) r1.on(e, (v) => { log(e, v); process.nextTick(() => log('tick after', e)); });
  i1.write('a\nb\n');
  process.nextTick(() => log('tick'));
  await turn();
  log(r1.pause() === r1, r1.pause(), r1.resume() === r1, r1.resume());
  i1.write('c\nrest'); i1.end();
  await turn();
  for (const f of [() => r1.pause(), () => r1.resume(), () => r1.write('x'), () => r1.question('q', () => {}), () => r1.close(), () => r1.prompt()]) {
    try { log(f()); } catch (e) { log(e.code, e.message); }
  }

  log('--- questions');
  const i2 = new PassThrough();
  const o2 = new PassThrough();
  const r2 = readline.createInterface({ input: i2, output: o2, prompt: 'P> ' });
  r2.question('name? ', (a) => { log('answer', a); r2.question('age? ', (b) => log('answer', b)); });
  r2.on('line', (l) => log('line', l));
  i2.write('bob\n42\nextra\n');
  r2.prompt();
  log(JSON.stringify(String(o2.read())), r2.getPrompt());
  r2.setPrompt('new '); r2.prompt(); log(JSON.stringify(String(o2.read())));
  const ac = new AbortController();
  r2.question('cancelled? ', { signal: ac.signal }, () => log('never'));
  ac.abort(); i2.write('not an answer\n');
  r2.question('aborted? ', { signal: AbortSignal.abort() }, () => log('never'));
  require('util').promisify(r2.question).call(r2, 'promise? ').then((a) => log('promised', a));
  i2.write('yes\n');
  await turn();
  r2.write('typed by program\n');
  r2.close();
  log(JSON.stringify(String(o2.read())));

  log('--- promises');
  const i3 = new PassThrough();
  const o3 = new PassThrough();
  const r3 = rlp.createInterface({ input: i3, output: o3 });
  setImmediate(() => i3.write('first\n'));
  log(await r3.question('1? '));
  const ac3 = new AbortController();
  const p3 = r3.question('2? ', { signal: ac3.signal }).catch((e) => log(e.name, e.code, e.cause));
  ac3.abort('because');
  await p3;
  await r3.question('3? ', { signal: AbortSignal.abort() }).catch((e) => log(e.name));
  await r3.question('4? ', { signal: 5 }).catch((e) => log(e.code));
  r3.close();
  await r3.question('5? ').catch((e) => log(e.code));

  log('--- iteration');
  for await (const line of readline.createInterface({ input: Readable.from(['a\nb', '\nc\n']) })) log(line);
  const i4 = new PassThrough();
  const r4 = readline.createInterface({ input: i4 });
  setImmediate(() => { i4.write('1\n2\n3\n'); });
  for await (const line of r4) { log(line); break; }
  log(r4.closed);
  const failing = new Readable({ read() { this.destroy(new Error('input')); } });
  const r5 = readline.createInterface({ input: failing });
  r5.on('error', (e) => log('error', e.message));
  try { for await (const line of r5) log(line); } catch (e) { log('caught', e.message); }

  log('--- arguments');
  for (const o of [{ completer: 5 }, { history: 5 }, { historySize: -1 }, { historySize: 'x' }, { tabSize: 0 }, { tabSize: 1.5 }, { escapeCodeTimeout: 'x' }, { signal: 5 }]) {
    try { readline.createInterface({ input: new PassThrough(), ...o }); } catch (e) { log(e.name, e.code, e.message); }
  }
  const signal = new AbortController();
  const r6 = readline.createInterface({ input: new PassThrough(), signal: signal.signal });
  r6.on('close', () => log('closed by signal'));
  signal.abort();
  readline.createInterface({ input: new PassThrough(), signal: AbortSignal.abort() }).on('close', () => log('closed at once'));
  await turn();
  log(readline.Interface({ input: new PassThrough() }) instanceof readline.Interface, new rlp.Interface({ input: new PassThrough() }).terminal);
  { const r7 = readline.createInterface({ input: new PassThrough() }); r7[Symbol.dispose](); log(r7.closed); }
})();
