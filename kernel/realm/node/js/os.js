'use strict';
// What the operating system says of itself.

const { ERR_SYSTEM_ERROR } = require('internal/errors').codes;
const { validateInt32 } = require('internal/validators');
const uv = require('internal/uv');

const isWindows = process.platform === 'win32';

// failing throws Node's error of a system call that returned a (negative) number.
function failing(result, syscall) {
  if (typeof result !== 'number' || !(result < 0)) return result;
  throw new ERR_SYSTEM_ERROR({ errno: result, code: uv.name(result), message: uv.message(result), syscall });
}

const { signals, errors } = internal;
const sorted = (table) => Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));

const constants = {
  __proto__: null,
  UV_UDP_REUSEADDR: 4,
  dlopen: { __proto__: null, RTLD_LAZY: 1, RTLD_NOW: 2, RTLD_GLOBAL: 256, RTLD_LOCAL: 0, RTLD_DEEPBIND: 8 },
  errno: Object.setPrototypeOf(sorted(errors()), null),
  signals: Object.freeze(Object.setPrototypeOf(signals(), null)),
  priority: {
    __proto__: null,
    PRIORITY_LOW: 19,
    PRIORITY_BELOW_NORMAL: 10,
    PRIORITY_NORMAL: 0,
    PRIORITY_ABOVE_NORMAL: -7,
    PRIORITY_HIGH: -14,
    PRIORITY_HIGHEST: -20,
  },
};

function tmpdir() {
  const { env } = process;
  if (isWindows) {
    const path = env.TEMP || env.TMP || `${env.SystemRoot || env.windir}\\temp`;
    return path.length > 1 && path.endsWith('\\') && !path.endsWith(':\\') ? path.slice(0, -1) : path;
  }
  const path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  failing(internal.setPriority(pid, priority), 'uv_os_setpriority');
}

function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, 'pid');
  const [error, priority] = internal.getPriority(pid);
  failing(error, 'uv_os_getpriority');
  return priority;
}

function userInfo(options) {
  const info = failing(internal.userInfo(), 'uv_os_get_passwd');
  if (options?.encoding !== 'buffer') return Object.setPrototypeOf(info, null);
  const { Buffer } = require('buffer');
  for (const name of ['username', 'homedir', 'shell']) if (info[name] !== null) info[name] = Buffer.from(info[name]);
  return Object.setPrototypeOf(info, null);
}

module.exports = {
  arch: () => process.arch,
  availableParallelism: () => internal.parallelism(),
  cpus: () => internal.cpus(),
  endianness: () => 'LE',
  freemem: () => internal.memory()[0],
  getPriority,
  homedir: () => process.env[isWindows ? 'USERPROFILE' : 'HOME'] || internal.home(),
  hostname: () => internal.hostname(),
  loadavg: () => internal.loadavg(),
  networkInterfaces: () => internal.networkInterfaces(),
  platform: () => process.platform,
  release: () => internal.uname().release,
  setPriority,
  tmpdir,
  totalmem: () => internal.memory()[1],
  type: () => internal.uname().type,
  userInfo,
  uptime: () => internal.uptime(),
  version: () => internal.uname().version,
  machine: () => internal.uname().machine,
};

for (const name of Object.keys(module.exports)) {
  const fn = module.exports[name];
  Object.defineProperty(fn, 'name', { value: name, configurable: true });
  if (fn.length === 0 && name !== 'cpus' && name !== 'loadavg' && name !== 'networkInterfaces') fn[Symbol.toPrimitive] = () => fn();
}

Object.defineProperties(module.exports, {
  constants: { enumerable: true, value: constants },
  EOL: { configurable: true, enumerable: true, value: isWindows ? '\r\n' : '\n' },
  devNull: { configurable: true, enumerable: true, value: isWindows ? '\\\\.\\nul' : '/dev/null' },
});
