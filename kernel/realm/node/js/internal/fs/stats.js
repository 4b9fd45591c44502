'use strict';
// fs.Stats, its BigInt form, StatFs and Dirent: what the system tells of a file.

const { deprecate } = require('internal/promisify');
const constants = require('internal/fs/constants');

const { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK } = constants;
const {
  UV_DIRENT_BLOCK, UV_DIRENT_CHAR, UV_DIRENT_DIR, UV_DIRENT_FIFO, UV_DIRENT_FILE, UV_DIRENT_LINK, UV_DIRENT_SOCKET,
  UV_DIRENT_UNKNOWN,
} = constants;

function StatsBase(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
}

for (const [name, kind] of [['isDirectory', S_IFDIR], ['isFile', S_IFREG], ['isBlockDevice', S_IFBLK],
  ['isCharacterDevice', S_IFCHR], ['isSymbolicLink', S_IFLNK], ['isFIFO', S_IFIFO], ['isSocket', S_IFSOCK]]) {
  StatsBase.prototype[name] = function() { return this._checkModeProperty(kind); };
}


// The Dates are made when they are first looked at, from the milliseconds beside them.
const dates = {};
for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) {
  const settle = (stats, value) =>
    Object.defineProperty(stats, name, { __proto__: null, enumerable: true, writable: true, configurable: true, value });
  dates[name] = {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() {
      const date = new Date(Math.floor(Number(this[`${name}Ms`]) + 0.5));
      settle(this, date);
      return date;
    },
    set(value) { settle(this, value); },
  };
}

function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
}

Object.setPrototypeOf(Stats.prototype, StatsBase.prototype);
Object.setPrototypeOf(Stats, StatsBase);
Object.defineProperties(Stats.prototype, dates);
Stats.prototype._checkModeProperty = function(kind) {
  return (this.mode & S_IFMT) === kind;
};

function BigIntStats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeNs / 1000000n;
  this.mtimeMs = mtimeNs / 1000000n;
  this.ctimeMs = ctimeNs / 1000000n;
  this.birthtimeMs = birthtimeNs / 1000000n;
  this.atimeNs = atimeNs;
  this.mtimeNs = mtimeNs;
  this.ctimeNs = ctimeNs;
  this.birthtimeNs = birthtimeNs;
}

Object.setPrototypeOf(BigIntStats.prototype, StatsBase.prototype);
Object.setPrototypeOf(BigIntStats, StatsBase);
Object.defineProperties(BigIntStats.prototype, dates);
BigIntStats.prototype._checkModeProperty = function(kind) {
  return (this.mode & BigInt(S_IFMT)) === BigInt(kind);
};

// statsOf makes a Stats of the numbers of the system call.
function statsOf(numbers) {
  if (numbers === undefined) return undefined;
  const [dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, as, an, ms, mn, cs, cn, bs, bn] = numbers;
  if (typeof dev === 'bigint') {
    const at = (sec, nsec) => sec * 1000000000n + nsec;
    return new BigIntStats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, at(as, an), at(ms, mn), at(cs, cn), at(bs, bn));
  }
  return new Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
    as * 1000 + an / 1000000, ms * 1000 + mn / 1000000, cs * 1000 + cn / 1000000, bs * 1000 + bn / 1000000);
}

class StatFs {
  constructor(type, bsize, frsize, blocks, bfree, bavail, files, ffree) {
    Object.assign(this, { type, bsize, frsize, blocks, bfree, bavail, files, ffree });
  }
}

const statFsOf = (numbers) => new StatFs(...numbers);

// ---- entries of directories

const kType = Symbol('type');

class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.parentPath = path;
    this[kType] = type;
  }

  isDirectory() { return this[kType] === UV_DIRENT_DIR; }

  isFile() { return this[kType] === UV_DIRENT_FILE; }

  isBlockDevice() { return this[kType] === UV_DIRENT_BLOCK; }

  isCharacterDevice() { return this[kType] === UV_DIRENT_CHAR; }

  isSymbolicLink() { return this[kType] === UV_DIRENT_LINK; }

  isFIFO() { return this[kType] === UV_DIRENT_FIFO; }

  isSocket() { return this[kType] === UV_DIRENT_SOCKET; }
}

const kStats = Symbol('stats');

// DirentFromStats is an entry that was looked at itself (fs.glob).
class DirentFromStats extends Dirent {
  constructor(name, stats, path) {
    super(name, null, path);
    this[kStats] = stats;
  }
}

for (const name of Object.getOwnPropertyNames(Dirent.prototype)) {
  if (name === 'constructor') continue;
  DirentFromStats.prototype[name] = function() { return this[kStats][name](); };
}

// typeOf is the type of an entry that a directory did not tell, from its Stats.
function typeOf(stats) {
  const kinds = [['isFile', UV_DIRENT_FILE], ['isDirectory', UV_DIRENT_DIR], ['isSymbolicLink', UV_DIRENT_LINK],
    ['isFIFO', UV_DIRENT_FIFO], ['isSocket', UV_DIRENT_SOCKET], ['isCharacterDevice', UV_DIRENT_CHAR], ['isBlockDevice', UV_DIRENT_BLOCK]];
  return kinds.find(([name]) => stats[name]())?.[1] ?? UV_DIRENT_UNKNOWN;
}

module.exports = {
  BigIntStats, Dirent, DirentFromStats, PublicStats: deprecate(Stats, 'fs.Stats constructor is deprecated.', 'DEP0180'), StatFs, Stats,
  statFsOf, statsOf, typeOf,
};
