// A kernel the way VS Code holds one: no server in between, @jupyterlab/services on top of four zeromq sockets of one
// routing id, signatures checked in both directions. A message that does not decode is not survived: it ends the reading
// of its channel for good, as in VS Code, so each such message is remembered in `failures`.

import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const require = createRequire(path.join(process.env.ROOT, '.deps', 'from-here.js'));
const zmq = require('zeromq');
const { KernelConnection, ServerConnection } = require('@jupyterlab/services');

const DELIMITER = '<IDS|MSG>';
const PATIENCE = 20_000; // ms

/** Fails with `what` unless the promise settles in time. */
export function soon(promise, what, ms = PATIENCE) {
  const late = sleep(ms, undefined, { ref: false }).then(() => {
    throw new Error(`${what}: not within ${ms} ms`);
  });
  return Promise.race([promise, late]);
}

/** Five different ports that are free now. */
async function freePorts() {
  const servers = await Promise.all(
    Array.from({ length: 5 }, () => new Promise((resolve) => {
      const server = net.createServer().listen(0, '127.0.0.1', () => resolve(server));
    })),
  );
  const ports = servers.map((s) => s.address().port);
  await Promise.all(servers.map((s) => new Promise((resolve) => s.close(resolve))));
  return ports;
}

/** Connects and closes at once, without a greeting: how VS Code learns that a port is bound. */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => resolve(false));
  });
}

function sign(key, frames) {
  const hmac = createHmac('sha256', key);
  for (const f of frames) hmac.update(f);
  return hmac.digest('hex');
}

function encode(message, key) {
  const frames = [message.header, message.parent_header ?? {}, message.metadata ?? {}, message.content ?? {}].map((o) => Buffer.from(JSON.stringify(o)));
  return [DELIMITER, sign(key, frames), ...frames, ...(message.buffers ?? [])];
}

/** Strict: whatever is odd throws. */
function decode(frames, key) {
  const at = frames.findIndex((f) => f.toString() === DELIMITER);
  if (at < 0) throw new Error('no delimiter');
  const [signature, ...rest] = frames.slice(at + 1);
  if (rest.length < 4) throw new Error(`${rest.length} frames after the signature`);
  if (signature.toString() !== sign(key, rest.slice(0, 4))) throw new Error('wrong signature');
  const [header, parent_header, metadata, content] = rest.slice(0, 4).map((f) => JSON.parse(f.toString()));
  return { header, parent_header, metadata, content, buffers: rest.slice(4) };
}

/** What KernelConnection takes for a WebSocket: the four sockets of one kernel. */
class RawSocket {
  protocol = '';
  readyState = 0;
  onopen = () => {};
  onmessage = () => {};
  onclose = () => {};
  onerror = () => {};
  failures = [];
  #channels;
  #sending = Promise.resolve();

  constructor(info) {
    const routingId = randomUUID();
    const dealer = (port) => {
      const socket = new zmq.Dealer({ routingId, linger: 0 });
      socket.connect(`tcp://${info.ip}:${port}`);
      return socket;
    };
    const iopub = new zmq.Subscriber({ linger: 0, receiveHighWaterMark: 0 });
    iopub.connect(`tcp://${info.ip}:${info.iopub_port}`);
    iopub.subscribe();
    this.info = info;
    this.#channels = { shell: dealer(info.shell_port), control: dealer(info.control_port), stdin: dealer(info.stdin_port), iopub };
    for (const channel of Object.keys(this.#channels)) this.#read(channel);
    setImmediate(() => { this.readyState = 1; this.onopen({ target: this }); });
  }

  async #read(channel) {
    try {
      for await (const frames of this.#channels[channel]) this.onmessage({ data: { ...decode(frames, this.info.key), channel } });
    } catch (e) {
      if (this.readyState === 1) this.failures.push(`${channel}: ${e.stack}`);
    }
  }

  send(message) {
    const socket = this.#channels[message.channel];
    this.#sending = this.#sending.then(() => socket.send(encode(message, this.info.key)));
  }

  close() {
    this.readyState = 3;
    for (const socket of Object.values(this.#channels)) socket.close();
  }
}

/** A running kernel: `connection` is the KernelConnection, `heard` every iopub message. */
export class RawKernel {
  heard = [];
  stderr = '';

  static async start() {
    const kernel = new RawKernel();
    try {
      await kernel.#launch();
      await kernel.#connect();
    } catch (e) {
      await kernel.dispose();
      throw new Error(`${e.message}\nkernel's stderr: ${kernel.stderr}`, { cause: e });
    }
    return kernel;
  }

  async #launch() {
    const spec = JSON.parse(readFileSync(path.join(process.env.JUPYTER_PATH, 'kernels', process.env.KERNEL_NAME, 'kernel.json'), 'utf8'));
    const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await freePorts();
    this.info = {
      ip: '127.0.0.1', transport: 'tcp', key: randomUUID(), signature_scheme: 'hmac-sha256', kernel_name: process.env.KERNEL_NAME,
      shell_port, iopub_port, stdin_port, control_port, hb_port,
    };
    this.dir = mkdtempSync(path.join(tmpdir(), 'raw kernel ')); // with spaces, on purpose
    const file = path.join(this.dir, 'kernel-v3.json');
    writeFileSync(file, JSON.stringify(this.info));
    const argv = spec.argv.map((a) => a.replace('{connection_file}', file));
    this.process = spawn(argv[0], argv.slice(1), { cwd: this.dir, env: { ...process.env, ...spec.env }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.process.stderr.on('data', (d) => { this.stderr += d; });
    this.process.stdout.resume();
    this.exited = new Promise((resolve) => this.process.once('exit', (code, signal) => resolve({ code, signal })));
    for (const port of [shell_port, iopub_port]) {
      for (const end = Date.now() + PATIENCE; !(await accepts(port)); await sleep(20)) {
        if (Date.now() > end || this.process.exitCode !== null) throw new Error(`port ${port} is not bound`);
      }
    }
  }

  async #connect() {
    const { info } = this;
    const outer = this;
    class Socket extends RawSocket {
      constructor() { super(info); outer.socket = this; }
    }
    const serverSettings = ServerConnection.makeSettings({
      wsUrl: 'RAW', baseUrl: 'http://127.0.0.1:1/', token: '', WebSocket: Socket,
      fetch: async () => { throw new TypeError('no server here'); },
      serializer: { serialize: (m) => m, deserialize: (m) => m },
    });
    this.connection = new KernelConnection({ model: { id: randomUUID(), name: info.kernel_name }, serverSettings, username: 'tester', clientId: randomUUID(), handleComms: true });
    this.connection.anyMessage.connect((_, { msg, direction }) => { if (direction === 'recv' && msg.channel === 'iopub') this.heard.push(msg); });
    await this.#ready();
  }

  // kernel_info on control and on shell, every half second, until a reply and anything on iopub came.
  async #ready() {
    const { KernelMessage } = require('@jupyterlab/services');
    for (const end = Date.now() + PATIENCE; this.connection.connectionStatus !== 'connected'; await sleep(1)) {
      if (Date.now() > end) throw new Error(`connection ${this.connection.connectionStatus}`);
    }
    let replied = false;
    const ask = (channel) => {
      const msg = KernelMessage.createMessage({ msgType: 'kernel_info_request', channel, username: 'tester', session: this.connection.clientId, content: {} });
      const future = channel === 'shell' ? this.connection.sendShellMessage(msg, true) : this.connection.sendControlMessage(msg, true);
      future.done.then(() => { replied = true; }, () => {});
    };
    for (let i = 0; !(replied && this.heard.length > 0); i++) {
      if (i > 400) throw new Error('no kernel_info_reply with something on iopub');
      if (i % 10 === 0) { ask('control'); ask('shell'); }
      await sleep(50);
    }
    await soon(this.connection.requestKernelInfo(), 'kernel_info');
    for (const end = Date.now() + PATIENCE; this.connection.status !== 'idle'; await sleep(10)) {
      if (Date.now() > end) throw new Error(`status ${this.connection.status}, not idle`);
    }
  }

  /** Executes a cell as VS Code does and returns what came: { reply, outputs, text }. */
  async run(code, { answer } = {}) {
    const future = this.execute(code);
    if (answer) future.onStdin = (m) => answer(m, future);
    return this.finish(future);
  }

  execute(code) {
    const content = { code, silent: false, stop_on_error: false, allow_stdin: true, store_history: true };
    const future = this.connection.requestExecute(content, true, { cellId: `vscode-notebook-cell:/a.ipynb#${randomUUID()}` });
    future.outputs = [];
    future.onIOPub = (m) => { if (m.header.msg_type !== 'status') future.outputs.push(m); };
    return future;
  }

  async finish(future) {
    const reply = await soon(future.done, 'reply and idle of the cell');
    const text = future.outputs.filter((m) => m.header.msg_type === 'stream').map((m) => m.content.text).join('');
    return { reply: reply.content, outputs: future.outputs, text, id: future.msg.header.msg_id };
  }

  /** Interrupts as VS Code does; resolves when reply and idle are there. */
  interrupt() {
    const { KernelMessage } = require('@jupyterlab/services');
    const msg = KernelMessage.createMessage({ msgType: 'interrupt_request', channel: 'control', username: 'tester', session: this.connection.clientId, content: {} });
    return soon(this.connection.sendControlMessage(msg, true).done, 'interrupt_reply and idle');
  }

  /** SIGTERM, as VS Code does: it never sends a shutdown_request. Resolves to how the process ended. */
  async dispose() {
    try {
      this.connection?.dispose();
      this.socket?.close();
      if (!this.process) return undefined;
      this.process.kill('SIGTERM');
      return await soon(this.exited, 'exit after SIGTERM', 2500);
    } finally {
      this.process?.kill('SIGKILL');
      rmSync(this.dir, { recursive: true, force: true });
    }
  }
}
