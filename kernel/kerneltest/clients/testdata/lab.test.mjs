// JupyterLab in a real browser: a notebook opened, run, stopped and restarted with the buttons people press.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const { ROOT, PYTHON, CHROMIUM, KERNEL_NAME } = process.env;
const { chromium } = createRequire(path.join(ROOT, '.deps', 'from-here.js'))('playwright-core');
const PATIENCE = 45_000; // ms; the first page of JupyterLab takes its time on a busy machine

const CELLS = [
  "const answer = 6 * 7;\nconsole.log('to stdout');\nconsole.error('to stderr');\nanswer",
  "setTimeout(() => console.log('a timer of cell 2'), 200);\nprocess.nextTick(() => console.log('a tick'));\nawait null;\nconsole.log('after await')",
  "display.html('<b id=\"shown\">bold</b>')",
  "function far() {\n  throw new RangeError('too far');\n}\ntry { far() } catch (e) { console.log(e.name) }",
  'for (let i = 0; i < 5000; i++) console.log(`line ${i}`)',
];
const LOOP = "console.log('looping'); for (;;) {}";

let dir, lab, log = '', browser, page;

before(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'lab-'));
  const cell = (source, i) => ({ cell_type: 'code', execution_count: null, id: `cell-${i}`, metadata: {}, outputs: [], source });
  const notebook = (cells) => JSON.stringify({ cells: cells.map(cell), metadata: { kernelspec: { name: KERNEL_NAME, display_name: KERNEL_NAME, language: 'javascript' } }, nbformat: 4, nbformat_minor: 5 });
  writeFileSync(path.join(dir, 'sample.ipynb'), notebook(CELLS));
  writeFileSync(path.join(dir, 'loop.ipynb'), notebook([LOOP, "'after the loop'"]));
  keepQuiet();
  const port = await freePort();
  lab = startLab(port);
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  page = await (await browser.newContext({ baseURL: `http://127.0.0.1:${port}`, viewport: { width: 1280, height: 1000 } })).newPage();
  page.setDefaultTimeout(PATIENCE);
});

after(async () => {
  await browser?.close();
  if (lab) {
    const gone = new Promise((resolve) => lab.once('exit', resolve));
    lab.kill('SIGTERM'); // ends its kernels too
    await Promise.race([gone, sleep(10_000, undefined, { ref: false })]);
    lab.kill('SIGKILL');
  }
  if (dir) rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
});

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// No question about news over the notebook.
function keepQuiet() {
  const settings = path.join(process.env.JUPYTER_CONFIG_DIR, 'lab', 'user-settings', '@jupyterlab', 'apputils-extension');
  mkdirSync(settings, { recursive: true });
  writeFileSync(path.join(settings, 'notification.jupyterlab-settings'), '{ "fetchNews": "false", "checkForUpdates": false }');
}

function startLab(port) {
  const child = spawn(PYTHON, [
    '-m', 'jupyter', 'lab', '--ip=127.0.0.1', `--port=${port}`, '--ServerApp.port_retries=0', '--no-browser', '--allow-root',
    '--IdentityProvider.token=', `--notebook-dir=${dir}`,
  ], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (d) => { log += d; });
  return child;
}

/** Asks again until `ask` is true. */
async function until(what, ask) {
  for (const end = Date.now() + PATIENCE; ; await sleep(50)) {
    if (await ask()) return;
    if (Date.now() > end) {
      await screenshot('lab-failed');
      throw new Error(`${what}: not within ${PATIENCE} ms (build/lab-failed.png shows what there was)\n${log.slice(-2000)}`);
    }
  }
}

/** Opens a notebook and waits until the page is connected to its kernel, and that idle. */
async function open(file) {
  await until('JupyterLab answers', async () => (await page.request.get('/api').catch(() => undefined))?.ok() ?? false);
  await page.goto(`/lab/tree/${file}?reset`);
  await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
  await until('the kernel is connected', async () => {
    const sessions = await (await page.request.get('/api/sessions')).json();
    return sessions.some((s) => s.path === file && s.kernel.connections > 0 && s.kernel.execution_state === 'idle');
  });
  await page.locator('#jp-main-statusbar', { hasText: '| Idle' }).waitFor();
  await idle();
}

const idle = () => page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor({ state: 'attached' });
const cell = (i) => page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell').nth(i);
const outputs = async (i) => (await cell(i).locator('.jp-OutputArea-output').allTextContents()).map((s) => s.replaceAll('\u00a0', ' ').trim()).join('\n');
const button = (command) => page.locator(`.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Toolbar [data-command="${command}"]`).first();

async function prompt(i, text) {
  await until(`cell ${i} has the prompt ${text}`, async () => (await cell(i).locator('.jp-InputPrompt').first().textContent()).trim() === text);
}

async function runAll() {
  await page.locator('.lm-MenuBar-item', { hasText: 'Run' }).first().click();
  await page.locator('.lm-Menu-itemLabel', { hasText: /^Run All Cells$/ }).click();
}

async function screenshot(name) {
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  await page.screenshot({ path: path.join(ROOT, 'build', `${name}.png`) });
}

test('Run All runs every cell, and each output is in its own cell', async () => {
  await open('sample.ipynb');
  await runAll();
  for (const i of CELLS.keys()) await prompt(i, `[${i + 1}]:`);
  await idle();
  assert.equal(await outputs(0), 'to stdout\nto stderr\n42');
  assert.equal(await outputs(1), 'a tick\nafter await\na timer of cell 2');
  assert.equal(await cell(2).locator('.jp-OutputArea-output b#shown').innerText(), 'bold');
  assert.equal(await outputs(3), 'RangeError');
  assert.equal(await outputs(4), Array.from({ length: 5000 }, (_, i) => `line ${i}`).join('\n'));
  await page.locator('.jp-WindowedPanel-outer').first().evaluate((e) => { e.scrollTop = 0; });
  await screenshot('lab');
});

test('Stop ends an endless loop, and the next cell runs', async () => {
  await open('loop.ipynb');
  await cell(0).locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
  await until('the loop prints', async () => (await outputs(0)).includes('looping'));
  await prompt(0, '[*]:');
  await button('notebook:interrupt-kernel').click();
  await prompt(0, '[1]:');
  await until('the cell says why it ended', async () => /^looping\n[^]*KeyboardInterrupt/.test(await outputs(0)));
  await cell(1).locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
  await prompt(1, '[2]:');
  assert.equal(await outputs(1), "'after the loop'");
  await screenshot('lab-stopped');
});

test('Restart, also while a loop runs, gives a kernel that counts from 1', async () => {
  await cell(0).locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
  await until('the loop prints', async () => (await outputs(0)) === 'looping');
  await button('notebook:restart-kernel').click();
  await page.locator('.jp-Dialog .jp-mod-accept').click();
  await idle();
  await cell(1).locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
  await prompt(1, '[1]:');
  assert.equal(await outputs(1), "'after the loop'");
});

test('completions appear in the editor', async () => {
  await cell(1).locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Math.sqr');
  const completed = async () => (await cell(1).locator('.cm-content').textContent()).includes('Math.sqrt') || (await page.locator('.jp-Completer-match', { hasText: 'sqrt' }).count()) > 0;
  let asked = 0;
  await until('sqrt is completed', async () => {
    if (await completed()) return true;
    if (asked++ % 60 === 0) await page.keyboard.press('Tab'); // JupyterLab itself gives a kernel one second, and forgets the question
    return completed();
  });
});
