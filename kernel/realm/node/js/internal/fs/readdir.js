'use strict';
// readdir in all its forms: names or Dirents, one directory or a tree.

const native = require('internal/fs/native');
const path = require('path');
const { Buffer } = require('buffer');
const { validateBoolean } = require('internal/validators');
const { getOptions, getPath, makeCallback } = require('internal/fs/arguments');
const { answer, nameOf, wantsBytes } = require('internal/fs/calls');
const { Dirent, statsOf, typeOf } = require('internal/fs/stats');
const { UV_DIRENT_DIR, UV_DIRENT_UNKNOWN } = require('internal/fs/constants');

const separator = Buffer.from(path.sep);

// join joins names that may be strings or bytes.
function join(directory, name) {
  if (typeof directory === 'string' && typeof name === 'string') return path.join(directory, name);
  if (typeof directory === 'string' && directory === '') return name;
  return Buffer.concat([Buffer.from(directory), separator, Buffer.from(name)]);
}

// typed makes Dirents of [names, types].
function typed(directory, [names, types], encoding) {
  return names.map((raw, i) => {
    const name = nameOf(raw, encoding);
    const type = types[i] === UV_DIRENT_UNKNOWN ? typeOf(statsOf(native.lstat(undefined, join(directory, name), false))) : types[i];
    return new Dirent(name, type, directory);
  });
}

function plain(names, encoding) {
  return wantsBytes(encoding) ? names.map((name) => nameOf(name, encoding)) : names;
}

function check(options) {
  options = getOptions(options);
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  return options;
}

// leadsToDirectory: a walk that gives names follows links, one that gives Dirents does not.
function leadsToDirectory(name) {
  return statsOf(native.stat(undefined, name, false, false))?.isDirectory() ?? false;
}

// A Walk collects a tree: the entries of a directory, then those of the directories in it, level by level.
class Walk {
  constructor(base, options) {
    this.base = base;
    this.encoding = options.encoding;
    this.withFileTypes = Boolean(options.withFileTypes);
    this.found = [];
    this.waiting = [[base, '']];
  }

  // take adds what one directory holds.
  take(directory, prefix, [names, types]) {
    const entries = typed(directory, [names, types], this.encoding);
    for (const entry of entries) {
      const name = prefix === '' ? entry.name : join(prefix, entry.name);
      this.found.push(this.withFileTypes ? entry : name);
      const below = join(directory, entry.name);
      if (entry.isDirectory() || (!this.withFileTypes && entry.isSymbolicLink() && leadsToDirectory(below))) this.waiting.push([below, name]);
    }
  }

  now() {
    while (this.waiting.length > 0) {
      const [directory, prefix] = this.waiting.shift();
      this.take(directory, prefix, native.readdir(undefined, directory, wantsBytes(this.encoding), true));
    }
    return this.found;
  }

  later(callback) {
    if (this.waiting.length === 0) {
      callback(null, this.found);
      return;
    }
    const [directory, prefix] = this.waiting.shift();
    native.readdir((err, entries) => {
      if (err) {
        callback(err);
        return;
      }
      this.take(directory, prefix, entries);
      this.later(callback);
    }, directory, wantsBytes(this.encoding), true);
  }

  async promised() {
    while (this.waiting.length > 0) {
      const [directory, prefix] = this.waiting.shift();
      this.take(directory, prefix, await answer(native.readdir, [directory, wantsBytes(this.encoding), true]));
    }
    return this.found;
  }
}

const shaped = (directory, entries, { withFileTypes, encoding }) =>
  (withFileTypes ? typed(directory, entries, encoding) : plain(entries, encoding));

function readdir(directory, options, callback) {
  callback = makeCallback(typeof options === 'function' ? options : callback);
  options = check(options);
  directory = getPath(directory);
  if (options.recursive) {
    new Walk(directory, options).later(callback);
    return;
  }
  native.readdir((err, entries) => {
    if (err) callback(err);
    else callback(null, shaped(directory, entries, options));
  }, directory, wantsBytes(options.encoding), Boolean(options.withFileTypes));
}

function readdirSync(directory, options) {
  options = check(options);
  directory = getPath(directory);
  if (options.recursive) return new Walk(directory, options).now();
  const entries = native.readdir(undefined, directory, wantsBytes(options.encoding), Boolean(options.withFileTypes));
  return shaped(directory, entries, options);
}

const promises = {
  async readdir(directory, options) {
    options = check(options);
    directory = getPath(directory);
    if (options.recursive) return new Walk(directory, options).promised();
    const entries = await answer(native.readdir, [directory, wantsBytes(options.encoding), Boolean(options.withFileTypes)]);
    return shaped(directory, entries, options);
  },
};

module.exports = { join, promises, readdir, readdirSync };
