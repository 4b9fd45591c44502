'use strict';
// The module fs. The functions are in internal/fs, by what they are about.

const native = require('internal/fs/native');
const constants = require('internal/fs/constants');
const { callbackForm, descriptors: onDescriptors, forms, nameOf, paths, syncForm, wantsBytes } = require('internal/fs/calls');
const { getOptions, getPath, getTime, makeCallback } = require('internal/fs/arguments');
const { Dirent, PublicStats, statsOf } = require('internal/fs/stats');
const { notImplemented } = require('internal/errors');

const later = forms({ ...paths, ...onDescriptors }, callbackForm);
const now = forms({ ...paths, ...onDescriptors }, syncForm, 'Sync');
const fds = require('internal/fs/descriptors');
const whole = require('internal/fs/whole');
const { Dir, opendir, opendirSync } = require('internal/fs/dir');
const { readdir, readdirSync } = require('internal/fs/readdir');
const { rm, rmSync, rmdir, rmdirSync } = require('internal/fs/rm');

// stat and lstat at once may do without a file.
function lookingUp(call) {
  return function(path, options = { bigint: false, throwIfNoEntry: true }) {
    return statsOf(native[call](undefined, getPath(path), Boolean(options?.bigint), options?.throwIfNoEntry !== false));
  };
}

// realpath.native asks the system; its errors are of realpath, not of lstat.
function nativeRealpath(path, options, callback) {
  callback = makeCallback(callback || options);
  const { encoding } = getOptions(options);
  native.realpath((err, name) => {
    if (err) callback(err);
    else callback(null, nameOf(name, encoding));
  }, getPath(path), wantsBytes(encoding));
}

function nativeRealpathSync(path, options) {
  const { encoding } = getOptions(options);
  return nameOf(native.realpath(undefined, getPath(path), wantsBytes(encoding)), encoding);
}

const unnamed = (fn) => Object.defineProperty(fn, 'name', { value: '', configurable: true });
later.realpath.native = unnamed(nativeRealpath);
now.realpathSync.native = unnamed(nativeRealpathSync);

function mkdtempDisposableSync(prefix, options) {
  const path = now.mkdtempSync(prefix, options);
  const full = require('path').resolve(path);
  const remove = () => rmSync(full, { recursive: true, force: true });
  return { path, remove, [Symbol.dispose]: remove };
}

// openAsBlob reads the file when the blob is made; a blob does not change any more.
function openAsBlob(path, options = {}) {
  require('internal/validators').validateObject(options, 'options');
  const type = options.type || '';
  require('internal/validators').validateString(type, 'options.type');
  path = getPath(path);
  return new Promise((resolve, reject) => {
    whole.readFile(path, (err, bytes) => {
      if (err) reject(err);
      else resolve(new (require('internal/blob').Blob)([bytes], { type }));
    });
  });
}

const streams = () => require('internal/fs/streams');

function createReadStream(path, options) {
  return new module.exports.ReadStream(path, options);
}

function createWriteStream(path, options) {
  return new module.exports.WriteStream(path, options);
}

const { cp, cpSync } = require('internal/fs/cp');
const { glob, globSync } = require('internal/fs/glob');
const { unwatchFile, watch, watchFile } = require('internal/fs/watch');

const sync = (fn, name) => Object.defineProperty(fn, 'name', { value: name, configurable: true });
const oneArgument = (fn) => Object.defineProperty(fn, 'length', { value: 1, configurable: true });

module.exports = {
  appendFile: whole.appendFile,
  appendFileSync: whole.appendFileSync,
  access: later.access,
  accessSync: now.accessSync,
  chown: later.chown,
  chownSync: now.chownSync,
  chmod: later.chmod,
  chmodSync: now.chmodSync,
  close: fds.close,
  closeSync: fds.closeSync,
  copyFile: later.copyFile,
  copyFileSync: now.copyFileSync,
  cp,
  cpSync,
  createReadStream,
  createWriteStream,
  exists: whole.exists,
  existsSync: whole.existsSync,
  fchown: later.fchown,
  fchownSync: now.fchownSync,
  fchmod: later.fchmod,
  fchmodSync: now.fchmodSync,
  fdatasync: later.fdatasync,
  fdatasyncSync: now.fdatasyncSync,
  fstat: later.fstat,
  fstatSync: now.fstatSync,
  fsync: later.fsync,
  fsyncSync: now.fsyncSync,
  ftruncate: later.ftruncate,
  ftruncateSync: now.ftruncateSync,
  futimes: later.futimes,
  futimesSync: now.futimesSync,
  glob,
  globSync,
  lchown: later.lchown,
  lchownSync: now.lchownSync,
  lchmod: undefined, // macOS alone has it, and nobody misses it
  lchmodSync: undefined,
  link: later.link,
  linkSync: now.linkSync,
  lstat: later.lstat,
  lstatSync: oneArgument(sync(lookingUp('lstat'), 'lstatSync')),
  lutimes: later.lutimes,
  lutimesSync: now.lutimesSync,
  mkdir: later.mkdir,
  mkdirSync: now.mkdirSync,
  mkdtemp: later.mkdtemp,
  mkdtempSync: now.mkdtempSync,
  mkdtempDisposableSync,
  open: fds.open,
  openSync: fds.openSync,
  openAsBlob: oneArgument(openAsBlob),
  readdir,
  readdirSync,
  read: fds.read,
  readSync: fds.readSync,
  readv: fds.readv,
  readvSync: fds.readvSync,
  readFile: whole.readFile,
  readFileSync: whole.readFileSync,
  readlink: later.readlink,
  readlinkSync: now.readlinkSync,
  realpath: later.realpath,
  realpathSync: now.realpathSync,
  rename: later.rename,
  renameSync: now.renameSync,
  rm,
  rmSync,
  rmdir,
  rmdirSync,
  stat: later.stat,
  statfs: later.statfs,
  statSync: oneArgument(sync(lookingUp('stat'), 'statSync')),
  statfsSync: now.statfsSync,
  symlink: later.symlink,
  symlinkSync: now.symlinkSync,
  truncate: whole.truncate,
  truncateSync: whole.truncateSync,
  unwatchFile,
  unlink: later.unlink,
  unlinkSync: now.unlinkSync,
  utimes: later.utimes,
  utimesSync: now.utimesSync,
  watch,
  watchFile,
  writeFile: whole.writeFile,
  writeFileSync: whole.writeFileSync,
  write: fds.write,
  writeSync: fds.writeSync,
  writev: fds.writev,
  writevSync: fds.writevSync,
  Dirent,
  Stats: PublicStats,
};

// The stream classes may be replaced by a program (graceful-fs does); until then they are ours, made at first use.
for (const [name, original] of [['ReadStream', 'ReadStream'], ['WriteStream', 'WriteStream'], ['FileReadStream', 'ReadStream'],
  ['FileWriteStream', 'WriteStream']]) {
  let replaced;
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => replaced ?? streams()[original],
    set: (value) => { replaced = value; },
  });
}

Object.assign(module.exports, { _toUnixTimestamp: sync(getTime, 'toUnixTimestamp'), Dir, opendir, opendirSync });

Object.defineProperties(module.exports, {
  Utf8Stream: {
    __proto__: null, configurable: true, enumerable: true, get: () => class Utf8Stream { constructor() { notImplemented('fs.Utf8Stream')(); } },
  },
  constants: { __proto__: null, enumerable: true, configurable: false, writable: false, value: constants },
  promises: { __proto__: null, enumerable: true, configurable: true, get: () => require('fs/promises') },
});
