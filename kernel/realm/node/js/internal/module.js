'use strict';
// What the module `module` has beside the loader: extend(Module) adds it.

const fs = require('fs');
const path = require('path');
const { fileURLToPath } = require('internal/url');
const { codes: { ERR_MISSING_ARGS, ERR_UNSUPPORTED_RESOLVE_REQUEST }, notImplemented } = require('internal/errors');
const { validateString } = require('internal/validators');

const wrapper = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];

// nearest is the package.json of a directory or one above it.
function nearest(directory) {
  for (let dir = directory; ; dir = path.dirname(dir)) {
    const file = path.join(dir, 'package.json');
    if (fs.existsSync(file)) return file;
    if (dir === path.dirname(dir)) return undefined;
  }
}

const isURL = (value) => value instanceof URL || (typeof value === 'string' && value.startsWith('file:'));
const pathOf = (value) => (isURL(value) ? fileURLToPath(value) : value);

function inPackages(Module, name, from) {
  const [scope, rest] = name.split('/');
  const id = scope.startsWith('@') ? `${scope}/${rest}` : scope;
  for (const dir of Module._nodeModulePaths(from)) {
    const file = path.join(dir, id, 'package.json');
    if (fs.existsSync(file)) return file;
  }
  return undefined;
}

function findPackageJSON(Module, specifier, base) {
  if (specifier === undefined) throw new ERR_MISSING_ARGS('specifier');
  if (isURL(specifier)) return nearest(path.dirname(fileURLToPath(specifier)));
  validateString(specifier, 'specifier');
  const relative = specifier.startsWith('.') || path.isAbsolute(specifier);
  if (base === undefined) {
    if (relative) throw new ERR_UNSUPPORTED_RESOLVE_REQUEST(specifier, 'data:');
    return inPackages(Module, specifier, process.cwd());
  }
  const from = path.dirname(pathOf(base));
  if (!relative) return inPackages(Module, specifier, from);
  const target = path.resolve(from, specifier);
  return nearest(fs.statSync(target, { throwIfNoEntry: false })?.isDirectory() ? target : path.dirname(target));
}

const compileCacheStatus = { __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 };

function extend(Module) {
  Object.assign(Module, {
    _pathCache: { __proto__: null },
    _debug: require('util').debuglog('module'),
    _initPaths() {},
    _preloadModules() {},
    SourceMap: notImplemented('module.SourceMap'),
    constants: Object.freeze({ __proto__: null, compileCacheStatus: Object.freeze(compileCacheStatus) }),
    // There is no compile cache, as when NODE_DISABLE_COMPILE_CACHE is set.
    enableCompileCache() { return { status: compileCacheStatus.DISABLED }; },
    findPackageJSON: function findPackageJSON_(specifier, base) { return findPackageJSON(Module, specifier, base); },
    findSourceMap() {},
    flushCompileCache() {},
    getCompileCacheDir() {},
    syncBuiltinESMExports() {},
  });
  Object.defineProperty(Module, 'wrap', { configurable: true, writable: true, value: (script) => wrapper[0] + script + wrapper[1] });
  Object.defineProperty(Module, 'wrapper', { configurable: true, writable: true, value: [...wrapper] });
  for (const name of ['getSourceMapsSupport', 'register', 'registerHooks', 'runMain', 'setSourceMapsSupport', 'stripTypeScriptTypes']) {
    Module[name] = notImplemented(`module.${name}`);
  }
  Object.defineProperty(Module.findPackageJSON, 'name', { value: 'findPackageJSON', configurable: true });
}

module.exports = extend;
