'use strict';
// cp: copies files and trees as `cp -r` does, with options for what is there already, links and times.

const path = require('path');
const { codes } = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');
const { isPromise } = require('internal/types');
const { number } = require('internal/uv');
const { getPath, makeCallback } = require('internal/fs/arguments');
const { statsOf } = require('internal/fs/stats');
const { later, now } = require('internal/fs/steps');

const defaults = {
  dereference: false, errorOnExist: false, filter: undefined, force: true, preserveTimestamps: false, recursive: false,
  verbatimSymlinks: false,
};

function getCpOptions(options) {
  if (options === undefined) return { ...defaults };
  validateObject(options, 'options');
  options = { ...defaults, ...options };
  for (const name of ['dereference', 'errorOnExist', 'force', 'preserveTimestamps', 'recursive', 'verbatimSymlinks']) {
    validateBoolean(options[name], `options.${name}`);
  }
  options.mode ??= 0;
  validateInteger(options.mode, 'mode', 0, 7);
  if (options.dereference && options.verbatimSymlinks) {
    throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (options.filter !== undefined) validateFunction(options.filter, 'options.filter');
  return options;
}

function refuse(code, errno, message, where) {
  const value = -number(errno);
  return new codes[code]({ message, path: where, syscall: 'cp', errno: value, code: errno });
}

const samePlace = (a, b) => a.ino && a.dev && a.ino === b.ino && a.dev === b.dev;

// isBelow reports whether dest is src or somewhere in it.
function isBelow(src, dest) {
  const parts = (name) => path.resolve(name).split(path.sep).filter(Boolean);
  const outer = parts(src);
  const inner = parts(dest);
  return outer.every((part, i) => inner[i] === part);
}

const missing = (err) => err.code === 'ENOENT';

// Copying is one call of cp: its methods are steps (internal/fs/steps).
class Copying {
  constructor(options) { this.options = options; }

  // refuse makes the error of something cp does not do; at once it has fewer words, as Node's own C++ version.
  refuse(code, errno, message, where, short) {
    if (!this.options.atOnce || short === undefined) return refuse(code, errno, message, where);
    return Object.assign(new Error(short), { code });
  }

  * look(name) {
    return statsOf(yield [this.options.dereference ? 'stat' : 'lstat', name, true]);
  }

  * lookOrNothing(name) {
    try {
      return yield* this.look(name);
    } catch (err) {
      if (missing(err)) return null;
      throw err;
    }
  }

  // wants asks the filter, which may answer with a promise.
  * wants(src, dest) {
    const { filter } = this.options;
    if (!filter) return true;
    let answer = filter(src, dest);
    if (isPromise(answer)) answer = yield answer;
    return answer;
  }

  * check(src, dest) {
    const srcStats = yield* this.look(src);
    const destStats = yield* this.lookOrNothing(dest);
    if (destStats) {
      if (samePlace(srcStats, destStats)) {
        throw this.refuse('ERR_FS_CP_EINVAL', 'EINVAL', 'src and dest cannot be the same', dest, `src and dest cannot be the same ${dest}`);
      }
      if (srcStats.isDirectory() && !destStats.isDirectory()) {
        throw this.refuse('ERR_FS_CP_DIR_TO_NON_DIR', 'EISDIR', `cannot overwrite non-directory ${dest} with directory ${src}`, dest,
          `Cannot overwrite non-directory ${dest} with directory ${src}`);
      }
      if (!srcStats.isDirectory() && destStats.isDirectory()) {
        throw this.refuse('ERR_FS_CP_NON_DIR_TO_DIR', 'ENOTDIR', `cannot overwrite directory ${dest} with non-directory ${src}`, dest,
          `Cannot overwrite directory ${dest} with non-directory ${src}`);
      }
    }
    if (srcStats.isDirectory() && isBelow(src, dest)) throw this.intoItself(src, dest);
    return { srcStats, destStats };
  }

  intoItself(src, dest) {
    return this.refuse('ERR_FS_CP_EINVAL', 'EINVAL', `cannot copy ${src} to a subdirectory of self ${dest}`, dest,
      `Cannot copy ${src}/ to a subdirectory of self ${dest}`);
  }

  // checkAbove looks whether a directory above dest is src, under whatever name.
  * checkAbove(src, srcStats, dest) {
    const above = path.resolve(path.dirname(dest));
    if (above === path.resolve(path.dirname(src)) || above === path.parse(above).root) return;
    let stats;
    try {
      stats = statsOf(yield ['stat', above, true]);
    } catch (err) {
      if (missing(err)) return;
      throw err;
    }
    if (samePlace(srcStats, stats)) throw this.intoItself(src, dest);
    yield* this.checkAbove(src, srcStats, above);
  }

  * run(src, dest) {
    if (!(yield* this.wants(src, dest))) return;
    const { srcStats, destStats } = yield* this.check(src, dest);
    yield* this.checkAbove(src, srcStats, dest);
    yield ['mkdir', path.dirname(dest), 0o777, true];
    yield* this.copy(src, srcStats, dest, destStats);
  }

  * copy(src, srcStats, dest, destStats) {
    if (srcStats.isDirectory()) {
      if (!this.options.recursive) {
        throw this.refuse('ERR_FS_EISDIR', 'EISDIR', `${src} is a directory (not copied)`, src,
          `Recursive option not enabled, cannot copy a directory: ${src}/`);
      }
      yield* this.directory(src, srcStats, dest, destStats);
    } else if (srcStats.isFile() || srcStats.isCharacterDevice() || srcStats.isBlockDevice()) {
      yield* this.file(src, srcStats, dest, destStats);
    } else if (srcStats.isSymbolicLink()) {
      yield* this.link(src, dest, destStats);
    } else if (srcStats.isSocket()) {
      throw refuse('ERR_FS_CP_SOCKET', 'EINVAL', `cannot copy a socket file: ${dest}`, dest);
    } else if (srcStats.isFIFO()) {
      throw refuse('ERR_FS_CP_FIFO_PIPE', 'EINVAL', `cannot copy a FIFO pipe: ${dest}`, dest);
    } else {
      throw refuse('ERR_FS_CP_UNKNOWN', 'EINVAL', `cannot copy an unknown file type: ${dest}`, dest);
    }
  }

  * file(src, srcStats, dest, destStats) {
    const { errorOnExist, force, mode, preserveTimestamps } = this.options;
    if (destStats && !force) {
      if (errorOnExist) throw refuse('ERR_FS_CP_EEXIST', 'EEXIST', `${dest} already exists`, dest);
      return;
    }
    if (destStats) yield ['unlink', dest];
    yield ['copyFile', src, dest, mode];
    if (preserveTimestamps) {
      if ((Number(srcStats.mode) & 0o200) === 0) yield ['chmod', dest, Number(srcStats.mode) | 0o200];
      const fresh = statsOf(yield ['stat', src, false]);
      yield ['utimes', dest, fresh.atimeMs / 1000, fresh.mtimeMs / 1000];
    }
    yield ['chmod', dest, Number(srcStats.mode) & 0o7777];
  }

  * directory(src, srcStats, dest, destStats) {
    if (!destStats) yield ['mkdir', dest, 0o777, false];
    for (const name of yield ['readdir', src, false, false]) {
      const from = path.join(src, name);
      const to = path.join(dest, name);
      if (!(yield* this.wants(from, to))) continue;
      const stats = yield* this.check(from, to);
      yield* this.copy(from, stats.srcStats, to, stats.destStats);
    }
    if (!destStats) yield ['chmod', dest, Number(srcStats.mode) & 0o7777];
  }

  * link(src, dest, destStats) {
    let target = yield ['readlink', src, false];
    if (!this.options.verbatimSymlinks && !path.isAbsolute(target)) target = path.resolve(path.dirname(src), target);
    if (!destStats) {
      yield ['symlink', target, dest, ''];
      return;
    }
    let there;
    try {
      there = yield ['readlink', dest, false];
    } catch (err) {
      // What is there is no link, and stays.
      if (err.code !== 'EINVAL' && err.code !== 'UNKNOWN') throw err;
      yield ['symlink', target, dest, ''];
      return;
    }
    if (!path.isAbsolute(there)) there = path.resolve(path.dirname(dest), there);
    const stats = statsOf(yield ['stat', src, false]);
    if (stats.isDirectory() && target !== there && isBelow(target, there)) throw this.intoItself(target, there);
    if (stats.isDirectory() && target !== there && isBelow(there, target)) {
      throw refuse('ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY', 'EINVAL', `cannot overwrite ${there} with ${target}`, dest);
    }
    yield ['unlink', dest];
    yield ['symlink', target, dest, ''];
  }
}

const text = (name) => (typeof name === 'string' ? name : Buffer.from(name).toString());

function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  callback = makeCallback(callback);
  options = getCpOptions(options);
  src = text(getPath(src, 'src'));
  dest = text(getPath(dest, 'dest'));
  later(new Copying(options).run(src, dest)).then(
    () => process.nextTick(callback, null),
    (err) => process.nextTick(callback, err));
}

function cpSync(src, dest, options) {
  options = getCpOptions(options);
  src = text(getPath(src, 'src'));
  dest = text(getPath(dest, 'dest'));
  const { filter } = options;
  if (filter) {
    options.filter = (from, to) => {
      const answer = filter(from, to);
      if (!isPromise(answer)) return answer;
      throw new codes.ERR_INVALID_RETURN_VALUE('boolean', 'filter', answer);
    };
  }
  now(new Copying({ ...options, atOnce: true }).run(src, dest));
}

async function cpPromise(src, dest, options) {
  options = getCpOptions(options);
  src = text(getPath(src, 'src'));
  dest = text(getPath(dest, 'dest'));
  return later(new Copying(options).run(src, dest));
}

Object.defineProperty(cpPromise, 'name', { value: 'cp', configurable: true });

module.exports = { cp, cpPromise, cpSync };
