// What VS Code does with a kernel: no server, no shutdown_request, one routing id, every message checked.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { RawKernel, soon } from './rawkernel.mjs';

let kernel;
before(async () => { kernel = await RawKernel.start(); });
after(async () => { await kernel?.dispose(); });

test('is found by TCP probes, answers on control and shell, and becomes idle', async () => {
  const info = await kernel.connection.info;
  assert.equal(info.language_info.name, 'javascript');
  assert.equal(info.language_info.file_extension, '.js');
  assert.equal(kernel.connection.status, 'idle');
});

test('runs a cell: output, result, timers', async () => {
  const cell = await kernel.run("setTimeout(() => console.log('later'), 50); console.log('now'); 6 * 7");
  assert.equal(cell.reply.status, 'ok');
  assert.equal(cell.text, 'now\nlater\n');
  assert.deepEqual(cell.outputs.filter((m) => m.header.msg_type === 'execute_result').map((m) => m.content.data['text/plain']), ['42']);
});

test('an error has the lines VS Code makes links of', async () => {
  const cell = await kernel.run("function f() {\n  throw new RangeError('too far');\n}\nf();");
  assert.equal(cell.reply.status, 'error');
  assert.deepEqual([cell.reply.ename, cell.reply.evalue], ['RangeError', 'too far']);
  assert.ok(cell.reply.traceback.some((line) => /^Cell In\[\d+\], line 2$/.test(line)), cell.reply.traceback.join('\n'));
});

test('a cell after an error runs', async () => {
  const cell = await kernel.run("'still here'");
  assert.equal(cell.reply.status, 'ok');
});

test('displays and their updates have what VS Code reads without asking', async () => {
  const cell = await kernel.run("const shown = display.html('<b>1</b>', { id: 'one' }); shown.update('<b>2</b>'); undefined");
  assert.equal(cell.reply.status, 'ok', cell.reply.evalue);
  const kinds = cell.outputs.map((m) => m.header.msg_type);
  assert.deepEqual(kinds, ['execute_input', 'display_data', 'update_display_data']);
  for (const m of cell.outputs.slice(1)) assert.equal(m.content.transient.display_id, 'one');
});

test('asks for input', async () => {
  const cell = await kernel.run("prompt('name? ')", {
    answer: (m, future) => {
      assert.deepEqual(m.content, { prompt: 'name? ', password: false });
      kernel.connection.sendInputReply({ status: 'ok', value: 'Ada' }, m.header);
    },
  });
  assert.equal(cell.outputs.at(-1).content.data['text/plain'], "'Ada'");
});

test('completes and inspects what is often not valid JavaScript', async () => {
  const reply = await soon(kernel.connection.requestComplete({ code: 'if (Math.sq', cursor_pos: 11 }), 'complete_reply');
  assert.equal(reply.content.status, 'ok');
  assert.ok(reply.content.matches.some((m) => m.endsWith('sqrt')));
  const types = reply.content.metadata._jupyter_types_experimental;
  assert.ok(types === undefined || (types.length >= reply.content.matches.length && types.every((t) => typeof t.text === 'string')));
  const inspected = await soon(kernel.connection.requestInspect({ code: 'x = {[( Math.sqrt', cursor_pos: 17, detail_level: 0 }), 'inspect_reply');
  assert.equal(inspected.content.status, 'ok');
});

for (const [name, code] of Object.entries({
  'an endless loop': 'for (;;) {}',
  'an endless microtask chain': '(function again() { Promise.resolve().then(again) })()',
  'a pending await': 'setTimeout(() => {}, 1e6); await new Promise(() => {})',
})) {
  test(`Stop ends ${name}, and the next cell works`, async () => {
    await kernel.run('var kept = 41');
    const future = kernel.execute(`console.log('in'); ${code}`);
    for (let i = 0; i < 1000 && !future.outputs.some((m) => m.content.text === 'in\n'); i++) await sleep(20);
    await kernel.interrupt();
    const cell = await kernel.finish(future);
    assert.equal(cell.reply.ename, 'KeyboardInterrupt');
    assert.equal((await kernel.run('kept + 1')).outputs.at(-1).content.data['text/plain'], '42');
  });
}

test('ten thousand lines are all there', async () => {
  const cell = await kernel.run("for (let i = 0; i < 10000; i++) console.log('line', i)");
  assert.equal(cell.text, Array.from({ length: 10000 }, (_, i) => `line ${i}\n`).join(''));
});

test('what comes after idle comes under its cell', async () => {
  const first = await kernel.run("%%background\nsetTimeout(() => console.log('late'), 200)");
  const second = await kernel.run("await new Promise((r) => setTimeout(r, 500)); console.log('other')");
  const late = kernel.heard.filter((m) => m.header.msg_type === 'stream' && m.content.text === 'late\n');
  assert.deepEqual(late.map((m) => m.parent_header.msg_id), [first.id]);
  assert.equal(second.text, 'other\n');
});

test('nothing that was heard failed to decode, every session is the same, statuses come in pairs', () => {
  assert.deepEqual(kernel.socket.failures, []);
  assert.equal(new Set(kernel.heard.map((m) => m.header.session)).size, 1);
  const open = new Map();
  for (const m of kernel.heard.filter((m) => m.header.msg_type === 'status' && m.parent_header.msg_id)) {
    const id = m.parent_header.msg_id;
    const expected = open.has(id) ? 'idle' : 'busy';
    assert.equal(m.content.execution_state, expected, m.parent_header.msg_type);
    open.set(id, expected);
  }
  assert.ok([...open.values()].every((s) => s === 'idle'));
});

test('ends on SIGTERM, also while busy', async () => {
  const busy = await RawKernel.start();
  const future = busy.execute("console.log('in'); for (;;) {}");
  future.done.catch(() => {}); // cancelled when the connection goes
  for (let i = 0; i < 1000 && future.outputs.length < 2; i++) await sleep(20);
  await busy.dispose();
});
