'use strict';
// The module vm: scripts and functions from source in this context. Other contexts are not there.

const { notImplemented } = require('internal/errors');
const { validateArray, validateObject, validateString, validateStringArray } = require('internal/validators');

const { compile } = internal;

const defaultName = 'evalmachine.<anonymous>';

function optionsOf(options) {
  if (typeof options === 'string') return { filename: options };
  if (options === undefined) return { filename: defaultName };
  validateObject(options, 'options');
  const { filename = defaultName } = options;
  validateString(filename, 'options.filename');
  if (options.timeout !== undefined) notImplemented('vm: the option timeout')();
  return { ...options, filename };
}

class Script {
  #run;

  constructor(code, options) {
    code = `${code}`;
    const { filename } = optionsOf(options);
    this.#run = compile(filename, code);
    this.cachedDataRejected = undefined;
  }

  runInThisContext(options) {
    optionsOf(options);
    return this.#run();
  }

  runInContext() { return notImplemented('vm.Script.runInContext')(); }

  runInNewContext() { return notImplemented('vm.Script.runInNewContext')(); }

  createCachedData() { return notImplemented('vm.Script.createCachedData')(); }
}

function runInThisContext(code, options) {
  return new Script(code, options).runInThisContext(typeof options === 'object' ? options : undefined);
}

function compileFunction(code, params = [], options = {}) {
  validateString(code, 'code');
  validateStringArray(params, 'params');
  if (options.parsingContext !== undefined) notImplemented('vm.compileFunction: the option parsingContext')();
  if (options.contextExtensions !== undefined) {
    validateArray(options.contextExtensions, 'options.contextExtensions');
    if (options.contextExtensions.length > 0) notImplemented('vm.compileFunction: the option contextExtensions')();
  }
  const { filename } = optionsOf(options.filename === undefined ? undefined : { filename: options.filename });
  return compile(filename, `(function (${params.join(',')}) {${code}\n})`)();
}

function isContext(object) {
  validateObject(object, 'object');
  return false;
}

module.exports = {
  Script,
  createContext: notImplemented('vm.createContext'),
  createScript: (code, options) => new Script(code, options),
  runInContext: notImplemented('vm.runInContext'),
  runInNewContext: notImplemented('vm.runInNewContext'),
  runInThisContext,
  isContext,
  compileFunction,
  measureMemory: notImplemented('vm.measureMemory'),
  constants: Object.freeze({
    __proto__: null,
    USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
    DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
  }),
};
