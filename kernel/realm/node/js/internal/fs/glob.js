'use strict';
// fs.glob: the files that patterns meet. A directory is listed once for all the parts of patterns that lead through it.

const path = require('path');
const { expand, matchPart, matchesGlob } = require('internal/glob');
const { asyncGenerator, awaiting } = require('internal/async_generator');
const { ERR_INVALID_ARG_TYPE } = require('internal/errors').codes;
const { validateObject, validateString, validateStringArray } = require('internal/validators');
const { toPathIfFileURL } = require('internal/url');
const { Dirent, DirentFromStats, statsOf } = require('internal/fs/stats');
const { UV_DIRENT_DIR, UV_DIRENT_LINK } = require('internal/fs/constants');
const { makeCallback } = require('internal/fs/arguments');
const { now, perform } = require('internal/fs/steps');

const caseFlags = process.platform === 'win32' || process.platform === 'darwin' ? 'i' : '';
const magic = /[*?[\]()!+@{}]/;

// A Walk goes through the directories below cwd that the parts of one pattern lead to. Its methods are steps.
class Walk {
  constructor(pattern, settings) {
    Object.assign(this, settings);
    const normal = pattern === '' ? '' : path.normalize(pattern.replaceAll('\\', '/'));
    this.onlyDirectories = normal.endsWith('/') && normal.length > 1;
    this.absolute = path.isAbsolute(normal);
    this.parts = normal.split('/').filter((part) => part !== '');
    this.empty = normal === '' || normal === '.' || normal === './' || /^(\.\.\/?)+$/.test(normal);
  }

  * run() {
    if (this.empty) return;
    const stack = [{ directory: this.absolute ? '/' : '', at: new Set([0]) }];
    while (stack.length > 0) {
      const { directory, at } = stack.pop();
      yield* this.visit(directory, at, stack);
    }
  }

  full(name) { return this.absolute ? name : path.resolve(this.cwd, name); }

  below(directory, name) {
    if (directory === '') return name;
    return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
  }

  // visit matches what is in a directory against the parts at the given indexes.
  * visit(directory, at, stack) {
    const { parts } = this;
    for (const i of at) {
      if (parts[i] !== '**' || i !== parts.length - 1) continue;
      yield* this.found(directory === '' ? '.' : directory, UV_DIRENT_DIR);
    }
    const fixed = [...at].every((i) => !magic.test(parts[i]));
    const entries = fixed ? yield* this.named(directory, at) : yield* this.listed(directory);
    for (const [name, type] of entries) {
      const next = new Set();
      const child = this.below(directory, name);
      const shown = () => (this.withFileTypes ? new Dirent(name, type, path.dirname(child)) : undefined);
      if (this.exclude?.entry && [...at].some((i) => parts[i] === '**') && this.exclude.entry(shown() ?? name)) continue;
      let hit = false;
      for (const i of at) hit = this.match(name, type, i, next) || hit;
      if (hit && this.exclude?.result?.(child)) hit = false;
      if (hit && (!next.size || type !== UV_DIRENT_DIR || !this.selfMatches(next))) yield* this.found(child, type);
      if (next.size > 0 && !this.exclude?.tree(shown() ?? child, child)) stack.push({ directory: child, at: next });
    }
  }

  // selfMatches: a directory that a last "**" leads into is reported when it is visited.
  selfMatches(next) {
    return next.has(this.parts.length - 1) && this.parts[this.parts.length - 1] === '**';
  }

  // match adds the parts that go on below name to next and reports whether name itself is a result.
  match(name, type, i, next) {
    const { parts } = this;
    const last = parts.length - 1;
    const part = parts[i];
    if (part !== '**') {
      if (!(part === '..' || matchPart(name, part, caseFlags))) return false;
      if (i === last) return true;
      next.add(i + 1);
      return i + 1 === last && parts[last] === '**' && type !== UV_DIRENT_DIR && type !== UV_DIRENT_LINK;
    }
    const hidden = name[0] === '.';
    let hit = false;
    if (!hidden && type === UV_DIRENT_DIR) next.add(i);
    if (i === last) return !hidden && type !== UV_DIRENT_DIR;
    if (matchPart(name, parts[i + 1], caseFlags)) {
      if (i + 1 === last) hit = true;
      else next.add(i + 2);
      if (type === UV_DIRENT_LINK && i + 1 === last) next.add(i + 1); // a link is followed one step
    }
    return hit;
  }

  * listed(directory) {
    try {
      const [names, types] = yield ['readdir', this.full(directory === '' ? '.' : directory), false, true];
      return names.map((name, i) => [name, types[i]]);
    } catch {
      return []; // no directory, or none that may be read
    }
  }

  // named looks for names that need no list.
  * named(directory, at) {
    const entries = [];
    for (const name of new Set([...at].map((i) => this.parts[i]))) {
      try {
        const stats = statsOf(yield ['lstat', this.full(this.below(directory, name)), false]);
        entries.push([name, stats.isDirectory() ? UV_DIRENT_DIR : stats.isSymbolicLink() ? UV_DIRENT_LINK : 1]);
      } catch {
        // not there
      }
    }
    return entries;
  }

  * found(name, type) {
    if (this.onlyDirectories && type !== UV_DIRENT_DIR) return;
    const result = this.absolute || name === '.' ? name : path.normalize(name);
    if (this.seen.has(result)) return;
    this.seen.add(result);
    if (!this.withFileTypes) {
      this.results.push(result);
      return;
    }
    const stats = statsOf(yield ['lstat', this.full(name), false]);
    const parent = result === '.' ? '.' : path.dirname(result);
    this.results.push(new DirentFromStats(path.basename(result), stats, parent));
  }
}

function checkPatterns(patterns) {
  if (patterns === null || typeof patterns !== 'object') {
    validateString(patterns, 'patterns');
    return [patterns];
  }
  validateStringArray(patterns, 'patterns');
  return patterns;
}

function settings(options) {
  validateObject(options, 'options');
  const { cwd, exclude, withFileTypes } = options;
  const given = { cwd: path.resolve(toPathIfFileURL(cwd) ?? '.'), withFileTypes: Boolean(withFileTypes), seen: new Set(), results: [] };
  if (exclude == null) return given;
  if (Array.isArray(exclude)) {
    validateStringArray(exclude, 'options.exclude');
    given.exclude = excludedBy(exclude);
  } else if (typeof exclude === 'function') {
    given.exclude = { entry: exclude, tree: (entry) => exclude(entry) };
  } else {
    throw new ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
  }
  return given;
}

// What is excluded: an entry seen by "**", a result, a directory with all below it.
function excludedBy(patterns) {
  const meets = (name, pattern) => matchesGlob(name, pattern);
  const below = (name, pattern) => pattern.endsWith('/**') && meets(name, pattern.slice(0, -3));
  return {
    result: (name) => patterns.some((pattern) => meets(name, pattern)),
    tree: (entry, name) => patterns.some((pattern) => meets(name, pattern) || below(name, pattern)),
  };
}

function walks(patterns, options) {
  const list = checkPatterns(patterns);
  const given = settings(options);
  return { given, list: list.flatMap(expand).map((pattern) => new Walk(pattern, given)) };
}

function globSync(patterns, options = {}) {
  const { given, list } = walks(patterns, options);
  for (const walk of list) now(walk.run());
  return given.results;
}

function globPromise(patterns, options = {}) {
  const { given, list } = walks(patterns, options);
  return asyncGenerator(function*() {
    let told = 0;
    for (const walk of list) {
      const steps = walk.run();
      let step = steps.next();
      while (!step.done) {
        while (told < given.results.length) yield given.results[told++];
        let value;
        try {
          value = yield awaiting(perform(step.value));
        } catch (err) {
          step = steps.throw(err);
          continue;
        }
        step = steps.next(value);
      }
    }
    while (told < given.results.length) yield given.results[told++];
  });
}

function glob(patterns, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  makeCallback(callback);
  collect(globPromise(patterns, options ?? {})).then(
    (results) => process.nextTick(callback, null, results),
    (err) => process.nextTick(callback, err));
}

async function collect(iterator) {
  const results = [];
  for (;;) {
    const { value, done } = await iterator.next();
    if (done) return results;
    results.push(value);
  }
}

for (const [fn, name, length] of [[globPromise, 'glob', 2], [globSync, 'globSync', 2]]) {
  Object.defineProperties(fn, { name: { value: name, configurable: true }, length: { value: length, configurable: true } });
}

module.exports = { glob, globPromise, globSync };
