// readline on a terminal: keys, editing, history, completion, cursor movements.
const readline = require('readline');
const rlp = require('readline/promises');
const { PassThrough } = require('stream');

function session(options, ...writes) {
  const input = new PassThrough();
  const output = new PassThrough();
  const rl = readline.createInterface({ input, output, terminal: true, ...options });
  rl.on('line', (l) => console.log('line', JSON.stringify(l)));
  rl.on('history', (h) => console.log('history', h));
  rl.on('close', () => console.log('close'));
  for (const w of writes) {
    if (rl.closed) break;
    if (Array.isArray(w)) rl.write(...w);
    else input.write(w);
    console.log(JSON.stringify(w), JSON.stringify(String(output.read())), JSON.stringify(rl.line), rl.cursor, rl.historyIndex);
  }
  return rl;
}

session({}, 'hello', '\x1b[D', 'X', '\x01', 'a', '\x05', 'z', '\x7f', '\x08', '\x1b[3~', '\x02', '\x06', '\r');
session({}, 'one two three', '\x17', '\x1b[1;5D', '\x0b', '\x19', '\x1bb', '\x1bd', '\x1b[H', '\x1b[3~', '\x1b[F', '\x7f', '\x1f', '\x1f', '\x1e', '\x15', '\x19', '\r');
session({}, 'a\r', 'b\r', '\x1b[A', '\x1b[A', '\x1b[A', '\x1b[B', '\x1b[B', '\x1b[B', 'x', '\x1b[A', '\x1b[B', '\x10', '\x0e', '\r');
session({ history: ['git push', 'ls', 'git pull'], historySize: 3, removeHistoryDuplicates: true }, 'git', '\x1b[A', '\x1b[A', '\x1b[A', '\x1b[B', '\r', 'ls\r');
session({ historySize: 0 }, 'a\r', '\x1b[A');
session({ prompt: '\u6f22> ' }, '\u6f22\u5b57', '\x1b[D', 'e\u0301', '\x7f', '\ud83d\ude00', '\x1b[D', '\x7f', '\r');
session({}, 'Y\x1b[CX', '\x01Z\x05!', '\x1b[A\r', 'multi\rline\n', 'paste\x1b[D\x1b[Dq');
session({}, ['typed'], [null, { ctrl: true, name: 'u' }], ['a\nb'], [undefined, { name: 'left' }], [undefined, { name: 'delete' }]);
session({ completer: (l, cb) => cb(null, [['foo', 'foobar', 'fooqux'].filter((x) => x.startsWith(l)), l]) }, 'f', '\t', '\t', 'b', '\t', '\r');
session({ completer: (l) => [['unique'], l] }, 'u', '\t', '\r');
session({ tabSize: 4 }, 'a\tb', '\r');
session({}, '\x04');
session({}, 'abc', '\x01', '\x04', '\x03');
const sig = session({}, 'q');
sig.on('SIGINT', () => console.log('SIGINT'));
sig.input.write('\x03');
sig.clearLine();
console.log(sig.getCursorPos(), sig.terminal);

const stream = new PassThrough();
readline.emitKeypressEvents(stream);
stream.on('keypress', (s, key) => console.log('key', JSON.stringify(s), key));
for (const s of ['a', 'A', '1', ' ', '\t', '\r', '\n', '\x7f', '\x01', '\u20ac', '\x1bOP', '\x1b[15~', '\x1b[1;5C', '\x1b[1;2A', '\x1b[Z', '\x1ba', '\x1bA', '\x1b[[A', '\x1b[200~', '\x1b[3;5~', '\x1bOa', '\x1b[a', '\x1b[2$', '\x1b[99~', '\x1b\x1b[A', '\ud83d\ude00']) stream.write(s);

const out = new PassThrough();
const read = () => JSON.stringify(String(out.read()));
for (const args of [[out, 1], [out, 1, 2], [out, undefined, 1], [out, NaN], [out, 1, NaN], [out, 1, () => {}], [out, 1, 2, 5], [null, 1], [out, 'x']]) {
  try { console.log(readline.cursorTo(...args), read()); } catch (e) { console.log(e.code, e.message); }
}
for (const args of [[out, 1, 2], [out, -1, -2], [out, 0, 0], [out, 1, 0, 5], [null, 1, 1]]) {
  try { console.log(readline.moveCursor(...args), read()); } catch (e) { console.log(e.code, e.message); }
}
for (const dir of [-1, 0, 1]) console.log(readline.clearLine(out, dir), read());
console.log(readline.clearScreenDown(out), read());
const r = new rlp.Readline(out);
console.log(r.cursorTo(1).cursorTo(2, 3).moveCursor(1, -1).moveCursor(0, 0).clearLine(-1).clearScreenDown() === r);
r.commit().then(() => { console.log(read()); r.cursorTo(1).rollback(); return r.commit(); }).then(() => console.log(read()));
for (const f of [() => r.cursorTo('x'), () => r.clearLine(5), () => r.moveCursor(1.5, 1), () => new rlp.Readline({}), () => new rlp.Readline(out, { autoCommit: 1 })]) {
  try { f(); } catch (e) { console.log(e.name, e.code, e.message); }
}
