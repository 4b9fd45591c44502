'use strict';
// ChildProcess: a process that was started, its streams, its end.

const EventEmitter = require('events');
const { ErrnoException } = require('internal/errors');
const { number } = require('internal/uv');
const { validateArray, validateObject, validateOneOf, validateString } = require('internal/validators');
const { Pipe, Socket } = require('internal/pipe');
const { forNative, validStdio } = require('internal/child_process/stdio');
const { signalNumber } = require('internal/child_process/signals');

const kEnded = Symbol('kEnded'); // the handle of a process that has ended
const outputs = [undefined, 'stdout', 'stderr'];

// Process is the handle of a running child.
class Process {
  #child;

  constructor(child) { this.#child = child; }

  get pid() { return internal.pid(this.#child); }

  kill(signal) { return internal.kill(this.#child, signal); }

  ref() { internal.hold(this.#child); }

  unref() { internal.release(this.#child); }

  ended() { internal.ended(this.#child); }

  settled() { internal.settled(this.#child); }
}

// softFailures are told by 'error', the others thrown.
const softFailures = new Set(['EACCES', 'EAGAIN', 'EMFILE', 'ENFILE', 'ENOENT']);

function ChildProcess() {
  Reflect.apply(EventEmitter, this, []);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = null;
}

Object.setPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
Object.setPrototypeOf(ChildProcess, EventEmitter);

// closed counts what has ended: the process, its output streams, its channel. The last one makes the event.
function closed(child) {
  child._closesGot++;
  if (child._closesGot !== child._closesNeeded) return;
  child[kEnded]?.settled();
  child.emit('close', child.exitCode, child.signalCode);
}

function exited(child, code, signal) {
  if (signal) child.signalCode = signal;
  else child.exitCode = code;
  child.stdin?.destroy();
  if (child._handle !== null) {
    child._handle.ended();
    Object.defineProperty(child, kEnded, { value: child._handle });
    child._handle = null;
  }
  if (code < 0 && !signal) child.emit('error', startError(child, code));
  else child.emit('exit', child.exitCode, child.signalCode);
  // Streams that nobody has looked at are read to their end, or there would be no 'close'. The program has this tick
  // to look at them.
  process.nextTick(() => {
    for (const stream of child.stdio ?? []) {
      if (stream?.readable && !stream.isLent) stream.resume();
    }
  });
  closed(child);
}

function startError(child, errno) {
  const err = new ErrnoException(errno, child.spawnfile ? `spawn ${child.spawnfile}` : 'spawn');
  if (child.spawnfile) err.path = child.spawnfile;
  err.spawnargs = child.spawnargs.slice(1);
  return err;
}

// makeStreams gives the child its streams.
function makeStreams(child, entries, natives, started) {
  const stdio = entries.map((one, i) => {
    const handle = natives[i].handle ? new Pipe(natives[i].handle) : null;
    if (one.ipc) {
      child._closesNeeded++;
      return null;
    }
    if (natives[i].copyTo !== undefined) {
      copyOut(child, started ? handle : null, natives[i].copyTo);
      return null;
    }
    if (one.type !== 'pipe' && one.type !== 'overlapped') return null;
    const socket = new Socket({ handle, readable: i > 0 });
    if (i > 0) {
      child._closesNeeded++;
      socket.on('close', () => closed(child));
    }
    if (!started) process.nextTick(() => socket.destroy());
    return socket;
  });
  [child.stdin, child.stdout, child.stderr] = stdio;
  child.stdio = stdio;
}

// copyOut copies what the child writes to the output of the cell that started it.
function copyOut(child, handle, fd) {
  if (handle === null) return;
  const socket = new Socket({ handle, readable: true });
  child._closesNeeded++;
  socket.on('data', (chunk) => process[outputs[fd]].write(chunk));
  socket.on('close', () => closed(child));
}

ChildProcess.prototype.spawn = function spawn(options) {
  validateObject(options, 'options');
  const { stdio: entries, ipcFd } = validStdio(options.stdio || 'pipe', false);
  validateOneOf(options.serialization, 'options.serialization', [undefined, 'json', 'advanced']);
  const mode = options.serialization || 'json';
  if (ipcFd !== undefined) {
    if (options.envPairs === undefined) options.envPairs = [];
    else validateArray(options.envPairs, 'options.envPairs');
    options.envPairs.push(`NODE_CHANNEL_FD=${ipcFd}`, `NODE_CHANNEL_SERIALIZATION_MODE=${mode}`);
  }
  validateString(options.file, 'options.file');
  this.spawnfile = options.file;
  if (options.args === undefined) this.spawnargs = [];
  else {
    validateArray(options.args, 'options.args');
    this.spawnargs = options.args;
  }
  const natives = forNative(entries, internal.captured());
  const result = internal.spawn({ ...options, envPairs: options.envPairs ?? environmentPairs() }, natives, (code, signal) => exited(this, code, signal));
  const failure = typeof result === 'number' ? result : 0;
  if (failure === 0) {
    this._handle = new Process(result);
    process.nextTick(() => this.emit('spawn'));
  } else if (softFailures.has(require('internal/uv').name(failure))) {
    process.nextTick(() => exited(this, failure, ''));
    if (failure === number('EMFILE') || failure === number('ENFILE')) return failure;
  } else {
    throw new ErrnoException(failure, 'spawn');
  }
  this.pid = this._handle?.pid;
  makeStreams(this, entries, natives, failure === 0);
  if (ipcFd !== undefined) {
    const { openChannel } = require('internal/child_process/channel');
    if (failure === 0) openChannel(this, new Pipe(natives[ipcFd].handle), mode, () => closed(this));
    else process.nextTick(() => closed(this));
  }
  return failure;
};

const environmentPairs = () => Object.entries(process.env).map(([key, value]) => `${key}=${value}`);

ChildProcess.prototype.kill = function kill(sig) {
  const signal = sig === 0 ? sig : signalNumber(sig === undefined ? 'SIGTERM' : sig);
  if (!this._handle) return false;
  const errno = this._handle.kill(signal);
  if (errno === 0) {
    this.killed = true;
    return true;
  }
  if (errno === number('EINVAL') || errno === number('ENOSYS')) throw new ErrnoException(errno, 'kill');
  if (errno !== number('ESRCH')) this.emit('error', new ErrnoException(errno, 'kill'));
  return false;
};

ChildProcess.prototype[Symbol.dispose] = function() {
  if (!this.killed) this.kill();
};

ChildProcess.prototype.ref = function ref() { this._handle?.ref(); };

ChildProcess.prototype.unref = function unref() { this._handle?.unref(); };

module.exports = { ChildProcess };
