'use strict';
// The modules of Node that are not there yet. require() gives what their module objects hold, and each function throws
// ERR_METHOD_NOT_IMPLEMENTED and names itself when it is called.

const { notImplemented } = require('internal/errors');

const { id } = internal;

// Functions of each module; those with a capital letter are classes.
const functions = {
  'assert': 'AssertionError ok fail equal notEqual deepEqual notDeepEqual deepStrictEqual notDeepStrictEqual strictEqual notStrictEqual ' +
    'partialDeepStrictEqual match doesNotMatch throws rejects doesNotThrow doesNotReject ifError Assert CallTracker',
  'assert/strict': 'AssertionError ok fail equal notEqual deepEqual notDeepEqual deepStrictEqual notDeepStrictEqual strictEqual ' +
    'notStrictEqual partialDeepStrictEqual match doesNotMatch throws rejects doesNotThrow doesNotReject ifError Assert CallTracker',
  'dgram': 'createSocket Socket',
  'domain': 'Domain createDomain create',
  'http2': 'connect createServer createSecureServer getDefaultSettings getPackedSettings getUnpackedSettings performServerHandshake ' +
    'Http2ServerRequest Http2ServerResponse',
  'inspector/promises': 'open close waitForDebugger Session',
  'sea': 'getAsset getRawAsset getAssetAsBlob getAssetKeys',
  'sqlite': 'DatabaseSync StatementSync Session backup',
  'test/reporters': 'dot junit spec tap lcov',
  'wasi': 'WASI',
  '_http_common': '_checkInvalidHeaderChar _checkIsHttpToken freeParser HTTPParser isLenient prepareError',
  '_stream_wrap': 'JSStreamSocket',
};

// What of them is there all the same.
const values = {
  'domain': { active: null, _stack: [] },
  'http2': { constants: {}, sensitiveHeaders: Symbol('sensitiveHeaders') },
  'inspector/promises': { url: () => undefined, console: globalThis.console },
  'sea': { isSea: () => false },
};

const exported = { ...values[id] };
for (const name of functions[id].split(' ')) exported[name] = notImplemented(`${id.replaceAll('/', '.')}.${name}`);

// assert is a function, too.
module.exports = id.startsWith('assert') ? Object.assign(notImplemented(id.replaceAll('/', '.')), exported) : exported;
