'use strict';
// The functions of fs that are one system call each, in their three forms: with a callback, at once (Sync), and as a
// promise. A table says how the arguments become those of the call.

const native = require('internal/fs/native');
const { Buffer } = require('buffer');
const { validateBoolean, validateInteger } = require('internal/validators');
const { named } = require('internal/shape');
const { captureStack } = require('internal/errors');
const args = require('internal/fs/arguments');
const { statFsOf, statsOf } = require('internal/fs/stats');

const { getFd, getMode, getOptions, getOwner, getPath, getTime } = args;

// nameOf brings a file name from the system into the encoding that was asked for.
function nameOf(value, encoding) {
  if (typeof value === 'string' || value === undefined) return value;
  const bytes = Buffer.from(value);
  return encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

const wantsBytes = (encoding) => encoding !== undefined && encoding !== null && encoding !== 'utf8' && encoding !== 'utf-8';

function encodingOf(options) {
  return getOptions(options).encoding;
}

const nameCall = (call) => ({
  // A call whose result is a name: (path, options).
  call,
  required: 1,
  optional: 1,
  prepare: (path, options) => [getPath(path), wantsBytes(encodingOf(options))],
  result: (value, path, options) => nameOf(value, encodingOf(options)),
});

function mkdirArguments(path, options) {
  let mode = 0o777;
  let recursive = false;
  if (typeof options === 'number' || typeof options === 'string') {
    mode = getMode(options, 'mode');
  } else if (options) {
    if (options.recursive !== undefined) {
      recursive = options.recursive;
      validateBoolean(recursive, 'options.recursive');
    }
    if (options.mode !== undefined) mode = getMode(options.mode, 'options.mode');
  }
  return [path, mode, recursive];
}

const statCall = (call) => ({
  call,
  required: 1,
  optional: 1,
  prepare: (path, options) => [getPath(path), Boolean(options?.bigint)],
  result: statsOf,
  callbackFirst: true,
});

const fileTimes = (call) => ({
  call, required: 3, prepare: (path, atime, mtime) => [getPath(path), getTime(atime), getTime(mtime)], callbackFirst: true,
});

const ownership = (call) => ({
  call, required: 3, prepare: (path, uid, gid) => [getPath(path), getOwner(uid, 'uid'), getOwner(gid, 'gid')], callbackFirst: true,
});

// What Node leaves to its C++ side is checked after the callback.
const fdOf = (list) => { list[0] = getFd(list[0]); };
const modeOf = (i) => (list) => { list[i] = args.getAccessMode(list[i]); };

const paths = {
  access: { required: 1, optional: 1, prepare: (path, mode) => [getPath(path), mode], check: modeOf(1) },
  chmod: { required: 2, prepare: (path, mode) => [getPath(path), getMode(mode, 'mode')] },
  chown: ownership('chown'),
  lchown: ownership('lchown'),
  utimes: fileTimes('utimes'),
  lutimes: fileTimes('lutimes'),
  unlink: { required: 1, prepare: (path) => [getPath(path)], callbackFirst: true },
  rename: { required: 2, prepare: (from, to) => [getPath(from, 'oldPath'), getPath(to, 'newPath')], callbackFirst: true },
  link: { required: 2, prepare: (from, to) => [getPath(from, 'existingPath'), getPath(to, 'newPath')], callbackFirst: true },
  symlink: {
    required: 2,
    optional: 1,
    prepare: (target, path, type) => {
      const kind = args.getLinkType(type);
      return [getPath(target, 'target'), getPath(path), kind];
    },
    callbackFirst: true,
  },
  readlink: { ...nameCall('readlink'), callbackFirst: true },
  realpath: { ...nameCall('resolve'), callbackFirst: true },
  mkdir: { required: 1, optional: 1, prepare: mkdirArguments, check: (list) => { list[0] = getPath(list[0]); } },
  mkdtemp: {
    required: 1,
    optional: 1,
    prepare: (prefix, options) => {
      const { encoding } = getOptions(options);
      return [getPath(prefix, 'prefix'), wantsBytes(encoding)];
    },
    result: (value, prefix, options) => nameOf(value, encodingOf(options)),
    callbackFirst: true,
  },
  copyFile: {
    required: 2,
    optional: 1,
    prepare: (src, dest, mode) => [getPath(src, 'src'), getPath(dest, 'dest'), mode],
    check: modeOf(2),
  },
  stat: statCall('stat'),
  lstat: statCall('lstat'),
  statfs: {
    required: 1, optional: 1, prepare: (path, options) => [getPath(path), Boolean(options?.bigint)], result: statFsOf, callbackFirst: true,
  },
};

const descriptors = {
  fsync: { required: 1, prepare: (fd) => [fd], check: fdOf },
  fdatasync: { required: 1, prepare: (fd) => [fd], check: fdOf },
  ftruncate: {
    required: 1,
    optional: 1,
    prepare: (fd, len = 0) => {
      validateInteger(len, 'len');
      return [fd, Math.max(0, len)];
    },
    check: fdOf,
  },
  fchmod: { required: 2, prepare: (fd, mode) => [fd, getMode(mode, 'mode')], check: fdOf },
  fchown: { required: 3, prepare: (fd, uid, gid) => [fd, getOwner(uid, 'uid'), getOwner(gid, 'gid')], check: fdOf },
  futimes: { required: 3, prepare: (fd, atime, mtime) => [fd, getTime(atime, 'atime'), getTime(mtime, 'mtime')], check: fdOf },
  fstat: {
    required: 1, optional: 1, prepare: (fd, options) => [getFd(fd), Boolean(options?.bigint)], result: statsOf, callbackFirst: true,
  },
};

const lengthen = (fn, length) => Object.defineProperty(fn, 'length', { value: length, configurable: true });

// How many parameters Node's functions declare before a default value or the end, where it is not all.
const shortLengths = { fstat: 1, lstat: 1, stat: 1, statfs: 1, ftruncate: 1 };

// callbackForm: the callback is the first function after the required arguments.
function callbackForm(name, { call = name, required, optional = 0, prepare, check, result, callbackFirst }) {
  const most = required + optional;
  const fn = named((...given) => {
    let at = most;
    for (let i = required; i < most; i++) {
      if (typeof given[i] !== 'function') continue;
      at = i;
      break;
    }
    const callback = given[at];
    given.length = at;
    if (callbackFirst) args.makeCallback(callback);
    const list = prepare(...given);
    if (!callbackFirst) args.makeCallback(callback);
    check?.(list);
    native[call](result === undefined ? callback : (err, value) => {
      if (err) callback(err);
      else callback(null, result(value, ...given));
    }, ...list);
  }, name);
  return lengthen(fn, shortLengths[name] ?? most + 1);
}

function syncForm(name, { call = name, required, optional = 0, prepare, check, result }) {
  const fn = named((...given) => {
    const list = prepare(...given);
    check?.(list);
    const value = native[call](undefined, ...list);
    return result === undefined ? value : result(value, ...given);
  }, `${name}Sync`);
  return lengthen(fn, shortLengths[name] ?? required + optional);
}

function promiseForm(name, { call = name, required, optional = 0, prepare, check, result }) {
  const fn = named(async (...given) => {
    const list = prepare(...given);
    check?.(list);
    const value = await answer(native[call], list);
    return result === undefined ? value : result(value, ...given);
  }, name);
  return lengthen(fn, shortLengths[name] ?? required + optional);
}

// answer makes a system call; its error tells, by the stack, who awaited it.
async function answer(call, list) {
  try {
    return await call(true, ...list);
  } catch (err) {
    captureStack(err);
    throw err;
  }
}

// forms makes one form of every call of a table.
function forms(table, make, suffix = '') {
  return Object.fromEntries(Object.keys(table).map((name) => [name + suffix, make(name, table[name])]));
}

module.exports = {
  answer, callbackForm, descriptors, encodingOf, forms, nameOf, paths, promiseForm, syncForm, wantsBytes,
};
