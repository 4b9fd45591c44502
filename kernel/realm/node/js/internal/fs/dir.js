'use strict';
// fs.Dir and opendir: a directory read entry by entry. The names are taken from the system at the first read.

const native = require('internal/fs/native');
const { codes: { ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { validateBoolean, validateFunction, validateUint32 } = require('internal/validators');
const { asyncGenerator, awaiting } = require('internal/async_generator');
const { promisify } = require('internal/promisify');
const { getOptions, getPath } = require('internal/fs/arguments');
const { answer, nameOf, wantsBytes } = require('internal/fs/calls');
const { join } = require('internal/fs/readdir');
const { Dirent } = require('internal/fs/stats');

const kSecret = Symbol('secret');

class Dir {
  #path;
  #options;
  #entries = undefined; // what is left to give; undefined before the first read
  #below = []; // directories of a recursive read that are still to be read
  #closed = false;
  #running = null; // callbacks that wait for the operation in progress
  #readPromise;
  #closePromise;

  constructor(secret, path, options) {
    if (secret === undefined) throw new ERR_MISSING_ARGS('handle');
    this.#path = path;
    this.#options = {
      bufferSize: 32, ...getOptions(options, { encoding: 'utf8' }),
    };
    validateUint32(this.#options.bufferSize, 'options.bufferSize', true);
    this.#readPromise = promisify((callback) => this.#read(false, callback));
    this.#closePromise = promisify((callback) => this.close(callback));
  }

  get path() {
    if (!(#path in this)) throw new ERR_INVALID_THIS('Dir');
    return this.#path;
  }

  read(callback) {
    if (callback === undefined) return this.#readPromise();
    validateFunction(callback, 'callback');
    if (this.#closed) throw new ERR_DIR_CLOSED();
    this.#read(true, callback);
    return undefined;
  }

  // #read gives one entry to the callback; what is already there comes in a tick.
  #read(sync, callback) {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#running !== null) {
      this.#running.push(() => this.#read(sync, callback));
      return;
    }
    if (this.#entries?.length > 0 || (this.#entries !== undefined && this.#below.length === 0)) {
      const entry = this.#entries.shift() ?? null;
      if (sync) process.nextTick(callback, null, entry);
      else callback(null, entry);
      return;
    }
    this.#running = [];
    const directory = this.#below.shift() ?? this.#path;
    native.readdir((err, listed) => {
      const waiting = this.#running;
      this.#running = null;
      if (!err) this.#take(directory, listed);
      if (err) callback(err);
      else this.#read(false, callback);
      for (const next of waiting) next();
    }, directory, wantsBytes(this.#options.encoding), true);
  }

  #take(directory, [names, types]) {
    const { encoding, recursive } = this.#options;
    this.#entries ??= [];
    names.forEach((raw, i) => {
      const entry = new Dirent(nameOf(raw, encoding), types[i], directory);
      this.#entries.push(entry);
      if (recursive && entry.isDirectory()) this.#below.push(join(directory, entry.name));
    });
  }

  readSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#running !== null) throw new ERR_DIR_CONCURRENT_OPERATION();
    while (!(this.#entries?.length > 0) && (this.#entries === undefined || this.#below.length > 0)) {
      const directory = this.#below.shift() ?? this.#path;
      this.#take(directory, native.readdir(undefined, directory, wantsBytes(this.#options.encoding), true));
    }
    return this.#entries.shift() ?? null;
  }

  close(callback) {
    if (callback === undefined) {
      return this.#closed ? Promise.reject(new ERR_DIR_CLOSED()) : this.#closePromise();
    }
    validateFunction(callback, 'callback');
    if (this.#closed) {
      process.nextTick(callback, new ERR_DIR_CLOSED());
      return undefined;
    }
    if (this.#running !== null) {
      this.#running.push(() => this.close(callback));
      return undefined;
    }
    this.#closed = true;
    native.nothing(callback);
    return undefined;
  }

  closeSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#running !== null) throw new ERR_DIR_CONCURRENT_OPERATION();
    this.#closed = true;
  }

  entries() {
    const dir = this;
    return asyncGenerator(function*() {
      try {
        for (;;) {
          const entry = yield awaiting(dir.#readPromise());
          if (entry === null) break;
          yield entry;
        }
      } finally {
        yield awaiting(dir.#closePromise());
      }
    });
  }

  [Symbol.dispose]() {
    if (!this.#closed) this.closeSync();
  }

  async [Symbol.asyncDispose]() {
    if (!this.#closed) await this.#closePromise();
  }
}

Object.defineProperty(Dir.prototype, Symbol.asyncIterator, {
  __proto__: null, value: Dir.prototype.entries, enumerable: false, writable: true, configurable: true,
});

function readOptions(options) {
  options = getOptions(options, { encoding: 'utf8' });
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  return options;
}

function opendir(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  validateFunction(callback, 'callback');
  path = getPath(path);
  options = readOptions(options);
  const dir = new Dir(kSecret, path, options);
  native.opendir((err) => {
    if (err) callback(err);
    else callback(null, dir);
  }, path);
}

function opendirSync(path, options) {
  path = getPath(path);
  const dir = new Dir(kSecret, path, readOptions(options));
  native.opendirNamed(undefined, path);
  return dir;
}

async function opendirPromise(path, options) {
  path = getPath(path);
  const dir = new Dir(kSecret, path, readOptions(options));
  await answer(native.opendir, [path]);
  return dir;
}

module.exports = { Dir, opendir, opendirPromise, opendirSync };
