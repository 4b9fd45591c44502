'use strict';
// The module child_process: what a program may say, and exec and execFile, which collect what a child writes.

const { Buffer } = require('buffer');
const { addAbortListener } = require('events');
const {
  AbortError,
  ErrnoException,
  codes: { ERR_CHILD_PROCESS_IPC_REQUIRED, ERR_CHILD_PROCESS_STDIO_MAXBUFFER, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE },
  genericNodeError,
} = require('internal/errors');
const { getPath } = require('internal/fs/arguments');
const {
  isInt32, validateAbortSignal, validateArray, validateBoolean, validateFunction, validateObject, validateString,
} = require('internal/validators');
const { promisify } = require('internal/promisify');
const { ChildProcess } = require('internal/child_process/process');
const { signalNumber } = require('internal/child_process/signals');
const { forNative, spread, validStdio } = require('internal/child_process/stdio');
const uv = require('internal/uv');

const defaultMaxBuffer = 1024 * 1024;

// ---- arguments

function noNull(value, name) {
  if (typeof value === 'string' && value.includes('\u0000')) throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a string without null bytes');
}

function checkTimeout(timeout) {
  if (timeout != null && !(Number.isInteger(timeout) && timeout >= 0)) throw new ERR_OUT_OF_RANGE('timeout', 'an unsigned integer', timeout);
}

function checkMaxBuffer(maxBuffer) {
  if (maxBuffer != null && !(typeof maxBuffer === 'number' && maxBuffer >= 0)) {
    throw new ERR_OUT_OF_RANGE('options.maxBuffer', 'a positive number', maxBuffer);
  }
}

function killSignalOf(signal) {
  if (signal == null) return undefined;
  if (typeof signal !== 'string' && typeof signal !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'], signal);
  }
  return signalNumber(signal);
}

// checks are those of spawn's options, in their order.
const checks = {
  detached: (value, name) => validateBoolean(value, name),
  uid(value, name) { if (!isInt32(value)) throw new ERR_INVALID_ARG_TYPE(name, 'int32', value); },
  gid(value, name) { if (!isInt32(value)) throw new ERR_INVALID_ARG_TYPE(name, 'int32', value); },
  shell(value, name) {
    if (typeof value !== 'boolean' && typeof value !== 'string') throw new ERR_INVALID_ARG_TYPE(name, ['boolean', 'string'], value);
  },
  argv0(value, name) {
    validateString(value, name);
    noNull(value, name);
  },
  windowsHide: (value, name) => validateBoolean(value, name),
  windowsVerbatimArguments: (value, name) => validateBoolean(value, name),
};

let warnedOfShell = false;

// throughShell returns the command line that has a shell run the command.
function throughShell(shell, file, args) {
  noNull(shell, 'options.shell');
  if (args.length > 0 && !warnedOfShell) {
    warnedOfShell = true;
    process.emitWarning('Passing args to a child process with shell option true can lead to security vulnerabilities, ' +
      'as the arguments are not escaped, only concatenated.', 'DeprecationWarning', 'DEP0190');
  }
  const line = [file, ...args].join(' ');
  if (process.platform !== 'win32') return { file: typeof shell === 'string' ? shell : '/bin/sh', args: ['-c', line] };
  const program = typeof shell === 'string' ? shell : process.env.comspec || 'cmd.exe';
  const command = /^(?:.*\\)?cmd(?:\.exe)?$/i.test(program);
  return { file: program, args: command ? ['/d', '/s', '/c', `"${line}"`] : ['-c', line] };
}

// pairs writes an environment as NAME=value. What is inherited counts, too.
function pairs(env) {
  const list = [];
  for (const key in env) {
    const value = env[key];
    if (value === undefined) continue;
    noNull(key, `options.env['${key}']`);
    noNull(value, `options.env['${key}']`);
    list.push(`${key}=${value}`);
  }
  return list;
}

// spawnOptions checks what spawn and spawnSync are given, and returns all of it in one object.
function spawnOptions(file, args, options) {
  validateString(file, 'file');
  noNull(file, 'file');
  if (file.length === 0) throw new ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');
  if (Array.isArray(args)) args = [...args];
  else if (args == null) args = [];
  else if (typeof args !== 'object') throw new ERR_INVALID_ARG_TYPE('args', 'object', args);
  else [options, args] = [args, []];
  args.forEach((arg, i) => noNull(arg, `args[${i}]`));
  if (options === undefined) options = {};
  else validateObject(options, 'options');
  options = { __proto__: null, ...options };
  const cwd = options.cwd == null ? undefined : getPath(options.cwd, 'options.cwd');
  for (const [name, check] of Object.entries(checks)) {
    if (options[name] != null) check(options[name], `options.${name}`);
  }
  if (options.shell) ({ file, args } = throughShell(options.shell, file, args));
  args.unshift(typeof options.argv0 === 'string' ? options.argv0 : file);
  return {
    __proto__: null,
    ...options,
    args: args.map(String),
    cwd: typeof cwd === 'object' ? Buffer.from(cwd).toString() : cwd,
    detached: Boolean(options.detached),
    envPairs: pairs(options.env || process.env),
    file,
  };
}

// ---- spawn

function abortChild(child, killSignal, reason) {
  try {
    if (child.kill(killSignal)) child.emit('error', new AbortError(undefined, { cause: reason }));
  } catch (err) {
    child.emit('error', err);
  }
}

function spawn(file, args, options) {
  options = spawnOptions(file, args, options);
  checkTimeout(options.timeout);
  validateAbortSignal(options.signal, 'options.signal');
  const killSignal = killSignalOf(options.killSignal);
  const child = new ChildProcess();
  child.spawn(options);
  if (options.timeout > 0) killLater(child, killSignal, options.timeout);
  const { signal } = options;
  if (signal) {
    const abort = () => abortChild(child, killSignal, signal.reason);
    if (signal.aborted) process.nextTick(abort);
    else child.once('exit', addAbortListener(signal, abort)[Symbol.dispose]);
  }
  return child;
}

function killLater(child, killSignal, ms) {
  const timer = setTimeout(() => {
    try {
      child.kill(killSignal);
    } catch (err) {
      child.emit('error', err);
    }
  }, ms);
  child.once('exit', () => clearTimeout(timer));
}

function fork(modulePath, args = [], options = undefined) {
  modulePath = getPath(modulePath, 'modulePath');
  if (args == null) args = [];
  else if (typeof args === 'object' && !Array.isArray(args)) [options, args] = [args, []];
  else validateArray(args, 'args');
  if (options != null) validateObject(options, 'options');
  options = { __proto__: null, ...options, shell: false };
  options.execPath ||= process.execPath;
  noNull(options.execPath, 'options.execPath');
  const execArgv = options.execArgv || withoutSource(process.execArgv);
  execArgv.forEach((arg, i) => noNull(arg, `options.execArgv[${i}]`));
  if (typeof options.stdio === 'string') options.stdio = spread(options.stdio, 'ipc');
  else if (!Array.isArray(options.stdio)) options.stdio = spread(options.silent ? 'pipe' : 'inherit', 'ipc');
  else if (!options.stdio.includes('ipc')) throw new ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio');
  return spawn(options.execPath, [...execArgv, modulePath, ...args], options);
}

// withoutSource leaves out -e and its source: a fork must not run its parent again.
function withoutSource(execArgv) {
  const at = process._eval == null ? -1 : execArgv.lastIndexOf(process._eval);
  return at > 0 ? execArgv.toSpliced(at - 1, 2) : execArgv;
}

// ---- exec

// Collected is what one stream of a child has written, up to a limit.
class Collected {
  #chunks = [];
  #length = 0;
  #stream;

  constructor(stream, encoding, limit, onOverflow) {
    this.#stream = stream;
    this.encoding = encoding;
    if (encoding) stream.setEncoding(encoding);
    stream.on('data', (chunk) => {
      const used = stream.readableEncoding;
      const before = this.#length;
      this.#length += used ? Buffer.byteLength(chunk, used) : chunk.length;
      if (this.#length > limit) {
        this.#chunks.push(chunk.slice(0, limit - before));
        onOverflow();
      } else {
        this.#chunks.push(chunk);
      }
    });
  }

  value() {
    return this.encoding || this.#stream.readableEncoding ? this.#chunks.join('') : Buffer.concat(this.#chunks);
  }
}

function execFileArguments(file, args, options, callback) {
  if (Array.isArray(args)) args = [...args];
  else if (args != null && typeof args === 'object') [callback, options, args] = [options, args, null];
  else if (typeof args === 'function') [callback, options, args] = [args, null, null];
  args ??= [];
  if (typeof options === 'function') callback = options;
  else if (options != null) validateObject(options, 'options');
  options ??= {};
  if (callback != null) validateFunction(callback, 'callback');
  if (options.argv0 != null) checks.argv0(options.argv0, 'options.argv0');
  return { args, options, callback };
}

function execFile(file, args, options, callback) {
  ({ args, options, callback } = execFileArguments(file, args, options, callback));
  options = {
    __proto__: null, encoding: 'utf8', timeout: 0, maxBuffer: defaultMaxBuffer, killSignal: 'SIGTERM', cwd: null, env: null, shell: false,
    ...options,
  };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  const killSignal = killSignalOf(options.killSignal);
  const { cwd, env, gid, shell, signal, uid } = options;
  const child = spawn(file, args, {
    cwd, env, gid, shell, signal, uid, windowsHide: Boolean(options.windowsHide), windowsVerbatimArguments: Boolean(options.windowsVerbatimArguments),
  });
  collect(child, [file, ...args].join(' '), { ...options, killSignal }, callback);
  return child;
}

// collect calls back with what the child wrote when it has ended.
function collect(child, cmd, options, callback) {
  const encoding = options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding) ? options.encoding : null;
  let failure = null;
  let killed = false;
  let over = false;
  let timer;
  const collecting = (name) => child[name] && new Collected(child[name], encoding, options.maxBuffer, () => {
    failure = new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name);
    kill();
  });
  const stdout = collecting('stdout');
  const stderr = collecting('stderr');
  const stopReading = () => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const empty = () => (encoding ? '' : Buffer.alloc(0));

  function finish(code, signal) {
    if (over) return;
    over = true;
    clearTimeout(timer);
    if (!callback) return;
    const out = stdout ? stdout.value() : empty();
    const err = stderr ? stderr.value() : empty();
    if (!failure && code === 0 && signal === null) {
      callback(null, out, err);
      return;
    }
    failure ||= genericNodeError(`Command failed: ${cmd}\n${err}`, {
      code: code < 0 ? uv.name(code) : code, killed: child.killed || killed, signal,
    });
    failure.cmd = cmd;
    callback(failure, out, err);
  }

  function kill() {
    stopReading();
    killed = true;
    try {
      child.kill(options.killSignal);
    } catch (err) {
      failure = err;
      finish();
    }
  }

  if (options.timeout > 0) timer = setTimeout(kill, options.timeout);
  child.addListener('close', finish);
  child.addListener('error', (err) => {
    failure = err;
    stopReading();
    finish();
  });
}

function execArguments(command, options, callback) {
  validateString(command, 'command');
  noNull(command, 'command');
  if (typeof options === 'function') [callback, options] = [options, undefined];
  options = { __proto__: null, ...options };
  options.shell = typeof options.shell === 'string' ? options.shell : true;
  return { options, callback };
}

function exec(command, options, callback) {
  ({ options, callback } = execArguments(command, options, callback));
  return module.exports.execFile(command, options, callback);
}

// promised makes the form that util.promisify gives: a promise of { stdout, stderr }, with the child as a property.
function promised(original) {
  const fn = (...args) => {
    let child;
    const promise = new Promise((resolve, reject) => {
      child = original(...args, (err, stdout, stderr) => {
        if (err === null) resolve({ stdout, stderr });
        else reject(Object.assign(err, { stdout, stderr }));
      });
    });
    promise.child = child;
    return promise;
  };
  return Object.defineProperty(fn, 'name', { value: original.name, configurable: true });
}

for (const fn of [exec, execFile]) Object.defineProperty(fn, promisify.custom, { value: promised(fn) });

// ---- the synchronous forms

function inputOf(input, i, encoding) {
  if (ArrayBuffer.isView(input)) return input;
  if (typeof input === 'string') return Buffer.from(input, encoding);
  throw new ERR_INVALID_ARG_TYPE(`options.stdio[${i}]`, ['Buffer', 'TypedArray', 'DataView', 'string'], input);
}

function spawnSync(file, args, options) {
  options = { __proto__: null, maxBuffer: defaultMaxBuffer, ...spawnOptions(file, args, options) };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  options.killSignal = killSignalOf(options.killSignal) ?? signalNumber('SIGTERM');
  const { stdio } = validStdio(options.stdio || 'pipe', true);
  if (options.input) stdio[0] = { ...stdio[0], type: 'pipe', input: options.input };
  stdio.forEach((one, i) => {
    if (one.input != null) one.input = inputOf(one.input, i, options.encoding);
  });
  if (options.maxBuffer === Infinity) options.maxBuffer = 0;
  options.timeout ??= 0;
  const natives = forNative(stdio, internal.captured());
  const { pid, output, signal, status, error } = internal.spawnSync(options, natives);
  const result = { ...(error === undefined ? {} : { error }), status, signal, output: streams(output, natives, options.encoding), pid };
  result.stdout = result.output?.[1];
  result.stderr = result.output?.[2];
  if (error !== undefined) {
    result.error = new ErrnoException(error, `spawnSync ${options.file}`);
    result.error.path = options.file;
    result.error.spawnargs = options.args.slice(1);
  }
  return result;
}

// streams returns what each descriptor of a child wrote; what goes to a cell is written there.
function streams(output, natives, encoding) {
  return output?.map((bytes, i) => {
    if (bytes === null) return null;
    const buffer = Buffer.from(bytes);
    if (natives[i].copyTo !== undefined) {
      if (buffer.length > 0) process[natives[i].copyTo === 1 ? 'stdout' : 'stderr'].write(buffer);
      return null;
    }
    return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
  }) ?? null;
}

// checked returns what a child wrote, or throws because it failed.
function checked(result, cmd, inheritStderr) {
  if (inheritStderr && result.stderr) process.stderr.write(result.stderr);
  if (result.error) throw Object.assign(result.error, result);
  if (result.status === 0) return result.stdout;
  const said = result.stderr?.length > 0 ? `\n${result.stderr.toString()}` : '';
  throw genericNodeError(`Command failed: ${cmd}${said}`, result);
}

function execFileSync(file, args, options) {
  ({ args, options } = execFileArguments(file, args, options));
  const result = spawnSync(file, args, options);
  return checked(result, [options.argv0 || file, ...args].join(' '), !options.stdio);
}

function execSync(command, options) {
  ({ options } = execArguments(command, options, null));
  return checked(spawnSync(command, options), command, !options.stdio);
}

function _forkChild(fd, mode) { require('internal/child_process/channel').openOwnChannel(fd, mode); }

module.exports = { _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync };
