'use strict';
// The functions of fs.promises.

const native = require('internal/fs/native');
const { answer, forms, paths, promiseForm } = require('internal/fs/calls');
const { checkText, copyObject, getFlags, getMode, getOptions, getPath } = require('internal/fs/arguments');
const { FileHandle, abortError, isIterable, open } = require('internal/fs/file_handle');
const { notImplemented } = require('internal/errors');
const { validateAbortSignal, validateBoolean } = require('internal/validators');

// fs.promises.realpath is what fs.realpath.native is.
const simple = forms({ ...paths, realpath: { ...paths.realpath, call: 'realpath' } }, promiseForm);

// withFile runs body on a handle that is the program's or is opened here, and then closed.
async function withFile(path, flags, mode, body) {
  if (path instanceof FileHandle) return body(path);
  const handle = await open(path, flags, mode);
  try {
    return await body(handle);
  } finally {
    await handle.close();
  }
}

async function readFile(path, options) {
  options = getOptions(options, { flag: 'r' });
  if (path instanceof FileHandle) return path.readFile(options);
  const { bytesOrText, decoding } = require('internal/fs/whole');
  const { signal } = options;
  if (signal?.aborted) throw abortError(signal);
  const check = signal ? () => (signal.aborted ? abortError(signal) : undefined) : undefined;
  return bytesOrText(await answer(native.readFile,
    [getPath(path), getFlags(options.flag || 'r', 'options.flag'), decoding(options.encoding), check]));
}

async function writeFile(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  if (!isIterable(data)) checkText(data, 'data');
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  if (path instanceof FileHandle) return path.writeFile(data, options);
  if (options.signal?.aborted) throw abortError(options.signal);
  return withFile(path, options.flag || 'w', options.mode, async (handle) => {
    await handle.writeFile(data, options);
    if (flush) await handle.sync();
  });
}

async function appendFile(path, data, options) {
  options = copyObject(getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a' }));
  options.flag ||= 'a';
  return writeFile(path, data, options);
}

async function truncate(path, len = 0) {
  const handle = await open(path, 'r+');
  try {
    return await handle.truncate(len);
  } finally {
    await handle.close();
  }
}

async function mkdtempDisposable(prefix, options) {
  const cwd = process.cwd();
  const path = await simple.mkdtemp(prefix, options);
  const full = require('path').resolve(cwd, path);
  let removed = false;
  const remove = async () => {
    if (removed) return;
    removed = true;
    await require('internal/fs/rm').rmPromise(full, { recursive: true, force: true, maxRetries: 0 });
  };
  return { __proto__: null, path, remove, [Symbol.asyncDispose]: remove };
}

async function lchmod(path, mode) {
  getPath(path);
  getMode(mode, 'mode');
  return notImplemented('lchmod()')();
}

const { opendirPromise } = require('internal/fs/dir');
const { rmPromise, rmdirPromise } = require('internal/fs/rm');

const rename = (fn, name) => Object.defineProperty(fn, 'name', { value: name, configurable: true });

module.exports = {
  access: simple.access,
  copyFile: simple.copyFile,
  cp: require('internal/fs/cp').cpPromise,
  glob: require('internal/fs/glob').globPromise,
  open,
  opendir: rename(opendirPromise, 'opendir'),
  rename: simple.rename,
  truncate,
  rm: rename(rmPromise, 'rm'),
  rmdir: rename(rmdirPromise, 'rmdir'),
  mkdir: simple.mkdir,
  readdir: require('internal/fs/readdir').promises.readdir,
  readlink: simple.readlink,
  symlink: simple.symlink,
  lstat: simple.lstat,
  stat: simple.stat,
  statfs: simple.statfs,
  link: simple.link,
  unlink: simple.unlink,
  chmod: simple.chmod,
  lchmod,
  lchown: simple.lchown,
  chown: simple.chown,
  utimes: simple.utimes,
  lutimes: simple.lutimes,
  realpath: simple.realpath,
  mkdtemp: simple.mkdtemp,
  mkdtempDisposable,
  writeFile,
  appendFile,
  readFile,
  watch: require('internal/fs/watch').watchPromise,
  constants: require('internal/fs/constants'),
};
