'use strict';
// rm and rmdir. rm removes trees; what is busy is tried again.

const native = require('internal/fs/native');
const { codes: { ERR_FS_EISDIR } } = require('internal/errors');
const { validateObject } = require('internal/validators');
const { number } = require('internal/uv');
const { checkRmOptions, getPath, makeCallback } = require('internal/fs/arguments');
const { answer } = require('internal/fs/calls');

const defaults = { recursive: false, force: false, retryDelay: 100, maxRetries: 0 };

function isDirectory(path) {
  return new ERR_FS_EISDIR({ code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: -number('EISDIR') });
}

// rmArguments checks what rm was given.
function rmArguments(path, options) {
  path = getPath(path);
  return [path, checkRmOptions(options, defaults)];
}

const removal = ({ recursive, force, maxRetries, retryDelay }) => [recursive, force, maxRetries, retryDelay];

// plain looks at the path first, as rm does: a directory needs `recursive`.
const refuses = (path, stats, { recursive }) => (stats !== undefined && (stats[1] & 0o170000) === 0o040000 && !recursive ? isDirectory(path) : undefined);

function rm(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  const [checked, all] = rmArguments(path, options);
  makeCallback(callback);
  native.lstat((err, stats) => {
    if (err) {
      callback(all.force && err.code === 'ENOENT' ? null : err);
      return;
    }
    const refusal = refuses(checked, stats, all);
    if (refusal) callback(refusal);
    else native.remove(callback, checked, ...removal(all));
  }, checked, false);
}

function rmSync(path, options) {
  const [checked, all] = rmArguments(path, options);
  const stats = native.lstat(undefined, checked, false, !all.force);
  const refusal = refuses(checked, stats, all);
  if (refusal) throw refusal;
  native.remove(undefined, checked, ...removal(all));
}

async function rmPromise(path, options) {
  const [checked, all] = rmArguments(path, options);
  const stats = await answer(native.lstat, [checked, false, !all.force]);
  const refusal = refuses(checked, stats, all);
  if (refusal) throw refusal;
  await answer(native.remove, [checked, ...removal(all)]);
}

function rmdirArguments(path, options) {
  path = getPath(path);
  if (options !== undefined) {
    validateObject(options, 'options');
    checkRmOptions({ ...options, force: undefined }, defaults);
  }
  return path;
}

function rmdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  makeCallback(callback);
  native.rmdir(callback, rmdirArguments(path, options));
}

function rmdirSync(path, options) {
  native.rmdir(undefined, rmdirArguments(path, options));
}

async function rmdirPromise(path, options) {
  await answer(native.rmdir, [rmdirArguments(path, options)]);
}

module.exports = { rm, rmPromise, rmSync, rmdir, rmdirPromise, rmdirSync };
