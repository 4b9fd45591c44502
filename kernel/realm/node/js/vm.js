'use strict';
// The module vm.

const { lazy } = require('internal/shape');
const { contextOf, makeContext } = require('internal/vm/contexts');
const { codes, notImplemented } = require('internal/errors');
const {
  validateArray, validateBoolean, validateBuffer, validateFunction, validateInt32, validateObject, validateOneOf, validateString, validateStringArray,
  validateUint32,
} = require('internal/validators');

const { ERR_INVALID_ARG_TYPE } = codes;

// The compiler is the realm's (vm.go).
const native = lazy(() => require('internal/contexts'));

const defaultName = 'evalmachine.<anonymous>';

const constants = {
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
  DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
};
Object.freeze(constants);

function validateContext(contextifiedObject) {
  if (!isContext(contextifiedObject)) throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', contextifiedObject);
}

// sourceOptions are those of Script: where the source comes from.
function sourceOptions(options) {
  if (typeof options === 'string') return { filename: options };
  if (options === undefined) return { filename: defaultName };
  validateObject(options, 'options');
  const { filename = defaultName, lineOffset = 0, columnOffset = 0, cachedData, produceCachedData = false, importModuleDynamically } = options;
  validateString(filename, 'options.filename');
  validateInt32(lineOffset, 'options.lineOffset');
  validateInt32(columnOffset, 'options.columnOffset');
  if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  if (importModuleDynamically !== undefined && importModuleDynamically !== constants.USE_MAIN_CONTEXT_DEFAULT_LOADER) {
    validateFunction(importModuleDynamically, 'options.importModuleDynamically');
  }
  return { filename, cachedData };
}

// runOptions are those of a run: how long it may take.
function runOptions(options = {}) {
  validateObject(options, 'options');
  const { breakOnSigint = false, displayErrors = true, timeout } = options;
  validateBoolean(displayErrors, 'options.displayErrors');
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return { timeout: timeout ?? 0 };
}

const shown = (options) => options?.displayErrors !== false;

// comment is what the last magic comment of a name says.
function comment(source, name) {
  if (!source.includes(name)) return undefined;
  const found = [...source.matchAll(new RegExp(`//[#@]\\s*${name}=\\s*(\\S+)`, 'g'))];
  return found.at(-1)?.[1];
}

class Script {
  #filename;
  #source;
  #here;
  #elsewhere;

  constructor(code, options = {}) {
    this.#source = `${code}`;
    const { filename, cachedData } = sourceOptions(options);
    this.#filename = filename;
    this.#here = native().script(filename, this.#source);
    // There is no code cache: what is given as one is refused, as V8 refuses that of another version.
    if (cachedData !== undefined) this.cachedDataRejected = true;
    this.sourceURL = comment(this.#source, 'sourceURL');
    this.sourceMapURL = comment(this.#source, 'sourceMappingURL');
  }

  runInThisContext(options) {
    const { timeout } = runOptions(options);
    return native().run(this.#here, undefined, timeout, shown(options));
  }

  runInContext(contextifiedObject, options) {
    validateContext(contextifiedObject);
    const { timeout } = runOptions(options);
    const { scope } = contextOf(contextifiedObject);
    this.#elsewhere ??= native().inContext(this.#filename, this.#source);
    return native().run(this.#elsewhere, scope, timeout, shown(options));
  }

  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, contextOptions(options));
    return this.runInContext(context, options);
  }

  createCachedData() { return require('buffer').Buffer.alloc(0); }
}

// contextOptions are those of createContext, as runInNewContext takes them.
function contextOptions(options) {
  if (!options) return {};
  validateObject(options, 'options');
  const { contextName: name, contextOrigin: origin, contextCodeGeneration: codeGeneration, microtaskMode } = options;
  if (name !== undefined) validateString(name, 'options.contextName');
  if (origin !== undefined) validateString(origin, 'options.contextOrigin');
  if (codeGeneration !== undefined) validateObject(codeGeneration, 'options.contextCodeGeneration');
  return { name, origin, codeGeneration, microtaskMode };
}

function isContext(object) {
  validateObject(object, 'object', 4);
  return contextOf(object) !== undefined;
}

function createContext(contextObject = {}, options = {}) {
  const vanilla = contextObject === constants.DONT_CONTEXTIFY;
  if (!vanilla && isContext(contextObject)) return contextObject;
  validateObject(options, 'options');
  const { name, origin, codeGeneration, microtaskMode } = options;
  if (name !== undefined) validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) {
    validateObject(codeGeneration, 'options.codeGeneration');
    for (const kind of ['strings', 'wasm']) {
      if (codeGeneration[kind] !== undefined) validateBoolean(codeGeneration[kind], `options.codeGeneration.${kind}`);
    }
    if (codeGeneration.strings === false) notImplemented('vm.createContext (codeGeneration.strings: false)')();
  }
  if (microtaskMode !== undefined) {
    validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
    notImplemented('vm.createContext (microtaskMode)')();
  }
  return makeContext(vanilla ? {} : contextObject, vanilla);
}

// createScript is what the class Script was before it was one.
const createScript = (code, options) => new Script(code, options);

const named = (options) => (typeof options === 'string' ? { filename: options } : options);

function runInContext(code, contextifiedObject, options) {
  validateContext(contextifiedObject);
  options = named(options);
  return new Script(code, options).runInContext(contextifiedObject, options);
}

function runInNewContext(code, contextObject, options) {
  options = named(options);
  if (contextObject !== undefined && contextObject !== null && typeof contextObject !== 'object' && contextObject !== constants.DONT_CONTEXTIFY) validateObject(contextObject, 'contextObject');
  const context = createContext(contextObject ?? undefined, contextOptions(options));
  return new Script(code, options).runInContext(context, options);
}

function runInThisContext(code, options) {
  options = named(options);
  return new Script(code, options).runInThisContext(options);
}

function compileFunction(code, params, options = {}) {
  validateString(code, 'code');
  if (params !== undefined) validateStringArray(params, 'params');
  validateObject(options, 'options');
  const { parsingContext, contextExtensions = [], filename = '' } = options;
  sourceOptions({ ...options, filename });
  if (parsingContext !== undefined && (typeof parsingContext !== 'object' || parsingContext === null || !isContext(parsingContext))) {
    throw new ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext);
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  contextExtensions.forEach((extension, i) => validateObject(extension, `options.contextExtensions[${i}]`));
  const scopes = parsingContext === undefined ? contextExtensions : [contextOf(parsingContext).scope, ...contextExtensions];
  return native().functionIn(filename, (params ?? []).join(','), code, scopes);
}

module.exports = {
  Script,
  createContext,
  createScript,
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  measureMemory: notImplemented('vm.measureMemory'),
  constants,
};
