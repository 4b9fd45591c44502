'use strict';
// Whole files: readFile, writeFile, appendFile, truncate, exists. Where Node needs several system calls, so does this,
// each a completion of its own.

const native = require('internal/fs/native');
const { Buffer } = require('buffer');
const { AbortError } = require('internal/errors');
const { isInt32, validateBoolean, validateFunction, validateInteger } = require('internal/validators');
const { promisify } = require('internal/promisify');
const { checkText, copyObject, getFlags, getMode, getOptions, getPath, makeCallback } = require('internal/fs/arguments');
const { encodingName } = require('internal/fs/descriptors');

const isFd = (path) => isInt32(path) && path >= 0;
const targetOf = (path) => (isFd(path) ? path : getPath(path));

// bytesOrText is what readFile gives: the native call decodes by itself.
const bytesOrText = (value) => (typeof value === 'string' ? value : Buffer.from(value));

const decoding = (encoding) => (encoding && encoding !== 'buffer' ? encodingName(encoding) : undefined);

const aborted = (signal) => new AbortError(undefined, { cause: signal.reason });

function readFile(path, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  options = getOptions(options, { flag: 'r' });
  const { signal } = options;
  const target = targetOf(path);
  const flags = isFd(path) ? 0 : getFlags(options.flag, 'options.flag');
  if (signal?.aborted) {
    process.nextTick(callback, aborted(signal));
    return;
  }
  native.readFile((err, value) => {
    if (err) callback(err);
    else callback(null, bytesOrText(value));
  }, target, flags, decoding(options.encoding), signal ? () => (signal.aborted ? aborted(signal) : undefined) : undefined);
}

function readFileSync(path, options) {
  options = getOptions(options, { flag: 'r' });
  const flags = isFd(path) ? 0 : getFlags(options.flag);
  return bytesOrText(native.readFile(undefined, targetOf(path), flags, decoding(options.encoding)));
}

// ---- writing

const writeDefaults = { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };

function writeFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  options = getOptions(options, writeDefaults);
  const flag = options.flag || 'w';
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  checkText(data, 'data');
  const job = { data, encoding: encodingName(options.encoding || 'utf8'), flush, signal: options.signal, callback };
  if (isFd(path)) {
    writeTo(job, path, false);
    return;
  }
  if (options.signal?.aborted) {
    callback(aborted(options.signal));
    return;
  }
  native.open((err, fd) => {
    if (err) callback(err);
    else writeTo(job, fd, true);
  }, getPath(path), getFlags(flag), getMode(options.mode, 'mode', 0o666));
}

// writeTo writes everything, flushes if that was asked for, and closes what was opened for it.
function writeTo({ data, encoding, flush, signal, callback }, fd, owned) {
  const end = (err) => {
    if (!owned) callback(err);
    else native.close((failure) => callback(err || failure), fd);
  };
  if (signal?.aborted) {
    end(aborted(signal));
    return;
  }
  native.writeAll((err) => {
    if (!err && signal?.aborted) err = aborted(signal);
    if (err || !flush) end(err);
    else native.fsync((failure) => end(failure), fd);
  }, fd, data, null, encoding);
}

function writeFileSync(path, data, options) {
  options = getOptions(options, writeDefaults);
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  checkText(data, 'data');
  const owned = !isFd(path);
  const fd = owned ?
    native.open(undefined, getPath(path), getFlags(options.flag || 'w'), getMode(options.mode, 'mode', 0o666)) : path;
  try {
    native.writeAll(undefined, fd, data, null, encodingName(options.encoding || 'utf8'));
    if (flush) native.fsync(undefined, fd);
  } finally {
    if (owned) native.close(undefined, fd);
  }
}

// appending returns the options of a write that appends.
function appending(path, options) {
  options = copyObject(getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a' }));
  if (!options.flag || isFd(path)) options.flag = 'a';
  return options;
}

function appendFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  const appended = appending(path, options);
  checkText(data, 'data');
  require('fs').writeFile(path, data, appended, callback);
}

function appendFileSync(path, data, options) {
  require('fs').writeFileSync(path, data, appending(path, options));
}

// ---- the rest

function truncate(path, len, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  } else if (len === undefined) {
    len = 0;
  }
  validateInteger(len, 'len');
  len = Math.max(0, len);
  validateFunction(callback, 'cb');
  require('fs').open(path, 'r+', (err, fd) => {
    if (err) {
      callback(err);
      return;
    }
    native.ftruncate((failure) => {
      native.close((closing) => callback(failure || closing), fd);
    }, fd, len);
  });
}

function truncateSync(path, len) {
  if (len === undefined) len = 0;
  const fd = require('fs').openSync(path, 'r+');
  try {
    require('fs').ftruncateSync(fd, len);
  } finally {
    native.close(undefined, fd);
  }
}

function exists(path, callback) {
  makeCallback(callback);
  try {
    path = getPath(path);
  } catch {
    callback(false);
    return;
  }
  native.access((err) => callback(!err), path, 0);
}

Object.defineProperty(exists, promisify.custom, {
  __proto__: null,
  value: function exists(path) { // eslint-disable-line func-name-matching
    return new Promise((resolve) => require('fs').exists(path, resolve));
  },
});

function existsSync(path) {
  try {
    native.access(undefined, getPath(path), 0);
    return true;
  } catch {
    return false;
  }
}

module.exports = {
  appendFile, appendFileSync, bytesOrText, decoding, exists, existsSync, readFile, readFileSync, truncate, truncateSync,
  writeFile, writeFileSync,
};
