'use strict';
// What process has beyond the realm's own part of it: signals, identity, usage, warnings. Loaded when a program first asks for
// any of it.

const {
  ErrnoException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS, ERR_UNKNOWN_CREDENTIAL, ERR_WORKER_UNSUPPORTED_OPERATION },
  notImplemented,
} = require('internal/errors');
const {
  parseFileMode, validateArray, validateBoolean, validateNumber, validateObject, validateString, validateUint32,
} = require('internal/validators');
const { signalNumber } = require('internal/child_process/signals');

// mainOnly makes a function that a worker must not call.
function mainOnly(name, fn, what = `process.${name}()`) {
  return internal.isMainThread ? fn : () => { throw new ERR_WORKER_UNSUPPORTED_OPERATION(what); };
}

// ---- signals

function kill(pid, sig) {
  // eslint-disable-next-line eqeqeq
  if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  const signal = typeof sig === 'number' ? sig : signalNumber(sig || 'SIGTERM');
  const errno = internal.kill(pid | 0, signal);
  if (errno !== 0) throw new ErrnoException(errno, 'kill');
  return true;
}

// A notebook's kernel answers these itself; nobody can listen to the last two.
const kernels = new Set(['SIGINT', 'SIGTERM', 'SIGHUP']);
const never = new Set(['SIGKILL', 'SIGSTOP']);

// watchSignals lets the operating system's signals be events while somebody listens.
function watchSignals() {
  if (!internal.isMainThread) return;
  const { signals } = require('os').constants;
  const watched = new Set();
  const isSignal = (event) => typeof event === 'string' && signals[event] !== undefined && !(internal.captured() && kernels.has(event));
  process.on('newListener', (event) => {
    if (!isSignal(event) || watched.has(event)) return;
    if (never.has(event)) throw new ErrnoException(-22, 'uv_signal_start');
    watched.add(event);
    internal.watchSignal(signals[event], (name, number) => process.emit(name, name, number));
  });
  process.on('removeListener', (event) => {
    if (!watched.has(event) || process.listenerCount(event) > 0) return;
    watched.delete(event);
    internal.leaveSignal(signals[event]);
  });
}

// ---- usage

const usageNames = ['userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize', 'unsharedDataSize', 'unsharedStackSize', 'minorPageFault',
  'majorPageFault', 'swappedOut', 'fsRead', 'fsWrite', 'ipcSent', 'ipcReceived', 'signalsCount', 'voluntaryContextSwitches',
  'involuntaryContextSwitches'];

const resourceUsage = () => {
  const numbers = internal.usage();
  return Object.fromEntries(usageNames.map((name, i) => [name, numbers[i]]));
};

function checkPrevious(previous) {
  validateObject(previous, 'prevValue');
  for (const key of ['user', 'system']) {
    validateNumber(previous[key], `prevValue.${key}`);
    if (previous[key] < 0 || previous[key] > Number.MAX_SAFE_INTEGER) throw new ERR_INVALID_ARG_VALUE.RangeError(`prevValue.${key}`, previous[key]);
  }
}

function cpuUsage(previous) {
  if (previous) checkPrevious(previous);
  const [user, system] = internal.usage();
  return previous ? { user: user - previous.user, system: system - previous.system } : { user, system };
}

function threadCpuUsage(previous) {
  if (previous) checkPrevious(previous);
  return notImplemented('process.threadCpuUsage')();
}

function memoryUsage() {
  const [rss, heapTotal, heapUsed] = internal.memory();
  return { rss, heapTotal, heapUsed, external: 0, arrayBuffers: 0 };
}

const availableMemory = () => internal.memory()[3];
const constrainedMemory = () => internal.memory()[4];

function getActiveResourcesInfo() {
  const [timers, immediates, children] = internal.resources();
  return [...Array(children).fill('ProcessWrap'), ...Array(timers).fill('Timeout'), ...Array(immediates).fill('Immediate')];
}

// ---- identity

const identity = (i) => () => internal.ids()[i];

function validateId(id, name) {
  if (typeof id === 'number') validateUint32(id, name);
  else if (typeof id !== 'string') throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
}

function setter(name, kind) {
  return mainOnly(name, (id) => {
    validateId(id, 'id');
    const errno = internal[name](typeof id === 'number' ? id >>> 0 : id);
    if (errno === 1) throw new ERR_UNKNOWN_CREDENTIAL(kind, id);
    if (errno < 0) throw new ErrnoException(errno, name);
  });
}

function setgroups(groups) {
  validateArray(groups, 'groups');
  groups.forEach((group, i) => validateId(group, `groups[${i}]`));
  const errno = internal.setgroups(groups);
  if (errno > 0) throw new ERR_UNKNOWN_CREDENTIAL('Group', groups[errno - 1]);
  if (errno < 0) throw new ErrnoException(errno, 'setgroups');
}

function umask(mask) {
  if (mask === undefined) return internal.umask(-1);
  if (!internal.isMainThread) throw new ERR_WORKER_UNSUPPORTED_OPERATION('Setting process.umask()');
  return internal.umask(parseFileMode(mask, 'mask') & 0o777);
}

// ---- warnings

function emitWarning(warning, type, code, ctor) {
  if (process.noDeprecation && type === 'DeprecationWarning') return;
  let detail;
  if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
    ({ ctor, code } = type);
    if (typeof type.detail === 'string') ({ detail } = type);
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    [ctor, code, type] = [type, undefined, 'Warning'];
  }
  if (type !== undefined) validateString(type, 'type');
  if (typeof code === 'function') [ctor, code] = [code, undefined];
  else if (code !== undefined) validateString(code, 'code');
  if (typeof warning === 'string') warning = makeWarning(warning, { type, code, ctor, detail });
  else if (!(warning instanceof Error)) throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      process.nextTick(() => { throw warning; });
      return;
    }
  }
  process.nextTick(() => process.emit('warning', warning));
}

function makeWarning(text, { type, code, ctor, detail }) {
  const warning = new Error(text);
  warning.name = String(type || 'Warning');
  if (code !== undefined) warning.code = code;
  if (detail !== undefined) warning.detail = detail;
  Error.captureStackTrace?.(warning, ctor || process.emitWarning);
  return warning;
}

let hinted = false;

// onWarning writes a warning to stderr: the listener that process has from the start.
function onWarning(warning) {
  const disabled = process.execArgv.filter((arg) => arg.startsWith('--disable-warning=')).map((arg) => arg.slice(18));
  if (disabled.includes(warning?.code) || disabled.includes(warning?.name)) return;
  if (!(warning instanceof Error)) return;
  const deprecation = warning.name === 'DeprecationWarning';
  if (deprecation && process.noDeprecation) return;
  const trace = process.traceProcessWarnings || (deprecation && process.traceDeprecation);
  let text = `(${process.release.name}:${process.pid}) ${warning.code ? `[${warning.code}] ` : ''}`;
  if (trace && warning.stack) text += warning.stack;
  else text += typeof warning.toString === 'function' ? `${warning.toString()}` : Error.prototype.toString.call(warning);
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`;
  if (!trace && !hinted) {
    hinted = true;
    text += `\n(Use \`node ${deprecation ? '--trace-deprecation' : '--trace-warnings'} ...\` to show where the warning was created)`;
  }
  process.stderr.write(`${text}\n`);
}

// ---- objects to be told of at the end

const finalizing = new Map(); // event -> WeakRefs with their callbacks

function register(event) {
  return (ref, callback) => {
    if ((typeof ref !== 'object' || ref === null) && typeof ref !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('obj', 'object', ref);
    }
    if (!finalizing.has(event)) {
      finalizing.set(event, new Set());
      process.on(event, () => {
        for (const one of [...finalizing.get(event)]) {
          const object = one.ref.deref();
          if (object !== undefined) one.callback(object, event);
        }
      });
    }
    finalizing.get(event).add({ ref: new WeakRef(ref), callback });
  };
}

const finalization = {
  register: Object.defineProperty(register('exit'), 'name', { value: 'register' }),
  registerBeforeExit: Object.defineProperty(register('beforeExit'), 'name', { value: 'registerBeforeExit' }),
  unregister(ref) {
    for (const set of finalizing.values()) {
      for (const one of set) {
        if (one.ref.deref() === ref) set.delete(one);
      }
    }
  },
};

// ---- the rest

function loadEnvFile(path = undefined) {
  const { parseEnv } = require('internal/dotenv');
  const content = require('fs').readFileSync(path ?? '.env', 'utf8');
  for (const [key, value] of Object.entries(parseEnv(content))) process.env[key] ??= value;
}

function getBuiltinModule(id) {
  validateString(id, 'id');
  const { builtinModules, createRequire } = require('module');
  const bare = id.startsWith('node:') ? id.slice(5) : id;
  if (!builtinModules.includes(bare) && !builtinModules.includes(`node:${bare}`)) return undefined;
  return createRequire('/')(id);
}

function setSourceMapsEnabled(enabled) {
  validateBoolean(enabled, 'enabled');
  if (enabled) notImplemented('process.setSourceMapsEnabled')();
}

function execve(execPath, args = [], env = process.env) {
  if (internal.captured()) notImplemented('process.execve in a notebook')();
  validateString(execPath, 'execPath');
  validateArray(args, 'args');
  const errno = internal.execve(execPath, args.map(String), Object.entries(env).map(([key, value]) => `${key}=${value}`));
  throw new ErrnoException(errno, 'execve');
}

function openStdin() {
  process.stdin.resume();
  return process.stdin;
}

// refOrUnref calls an object's own way to hold the loop.
function refOrUnref(name) {
  return (object) => {
    const fn = object?.[Symbol.for(`nodejs.${name}`)] || object?.[`node:${name}`] || object?.[name];
    if (typeof fn === 'function') Reflect.apply(fn, object, []);
  };
}

function abort() {
  if (internal.captured()) process.exit(134); // the cell ends, not the kernel
  internal.abort();
}

function reallyExit(code) {
  if (internal.captured() || !internal.isMainThread) process.exit(code);
  internal.reallyExit(code | 0);
}

function binding(name) { throw new Error(`No such module: ${name}`); }

function dlopen(...args) {
  if (args.length < 2) throw Object.assign(new ERR_MISSING_ARGS('module'), { message: 'process.dlopen needs at least 2 arguments' });
  notImplemented('process.dlopen')();
}

const report = {
  writeReport(file) {
    if (file !== undefined && typeof file !== 'object') validateString(file, 'file');
    notImplemented('process.report.writeReport')();
  },
  getReport: notImplemented('process.report.getReport'),
};
const reportSettings = {
  directory: '', filename: '', compact: false, excludeNetwork: false, signal: 'SIGUSR2', reportOnFatalError: false, reportOnSignal: false,
  reportOnUncaughtException: false, excludeEnv: false,
};
for (const [name, value] of Object.entries(reportSettings)) {
  const set = notImplemented(`process.report.${name}`);
  Object.defineProperty(report, name, { get: () => value, set, configurable: true, enumerable: true });
}

const features = {
  inspector: false, debug: false, uv: true, ipv6: true, tls_alpn: true, tls_sni: true, tls_ocsp: true, tls: true, openssl_is_boringssl: false,
  get cached_builtins() { return true; },
  get require_module() { return true; },
  get quic() { return false; },
  get typescript() { return 'strip'; },
};

const config = Object.freeze({
  variables: Object.freeze({}),
  target_defaults: Object.freeze({ include_dirs: [], libraries: [], defines: [], cflags: [], default_configuration: 'Release' }),
});

// allowedNodeEnvironmentFlags is empty: NODE_OPTIONS is not read.
const allowedNodeEnvironmentFlags = Object.freeze(new Set());

const nothing = () => {}; // what Node has there, too

module.exports = {
  _debugEnd: notImplemented('process._debugEnd'),
  _debugProcess: notImplemented('process._debugProcess'),
  _getActiveHandles: notImplemented('process._getActiveHandles'),
  _getActiveRequests: notImplemented('process._getActiveRequests'),
  _kill: (pid, signal) => internal.kill(pid, signal),
  _linkedBinding: binding,
  _rawDebug: (...args) => internal.writeError(`${require('internal/inspect').format(...args)}\n`),
  _startProfilerIdleNotifier: nothing,
  _stopProfilerIdleNotifier: nothing,
  abort: mainOnly('abort', abort),
  allowedNodeEnvironmentFlags,
  availableMemory,
  binding,
  config,
  constrainedMemory,
  cpuUsage,
  dlopen,
  emitWarning,
  execve: mainOnly('execve', execve),
  features,
  finalization,
  getActiveResourcesInfo,
  getBuiltinModule,
  getegid: identity(3),
  geteuid: identity(1),
  getgid: identity(2),
  getgroups: () => internal.groups(),
  getuid: identity(0),
  initgroups: mainOnly('initgroups', notImplemented('process.initgroups')),
  kill,
  loadEnvFile,
  memoryUsage,
  get moduleLoadList() { return internal.loaded(); },
  onWarning,
  openStdin,
  reallyExit,
  ref: refOrUnref('ref'),
  report,
  resourceUsage,
  setSourceMapsEnabled,
  setegid: setter('setegid', 'Group'),
  seteuid: setter('seteuid', 'User'),
  setgid: setter('setgid', 'Group'),
  setgroups: mainOnly('setgroups', setgroups),
  setuid: setter('setuid', 'User'),
  threadCpuUsage,
  umask,
  unref: refOrUnref('unref'),
  watchSignals,
};
