'use strict';
// What the two sides of HTTP share: names, checks of headers, and the flags of an outgoing message.

const { codes } = require('internal/errors');
const native = require('internal/http/native');

const { ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN } = codes;

const METHODS = native.methods().sort();
const STATUS_CODES = native.statusCodes();

const checkIsHttpToken = (value) => native.isToken(`${value}`);

// checkInvalidHeaderChar tells whether a value cannot be sent; relaxed lets control characters through.
const checkInvalidHeaderChar = (value, relaxed = false) => !native.isValue(`${value}`, relaxed);

function validateHeaderName(name, label) {
  if (typeof name !== 'string' || !name || !native.isToken(name)) throw new ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
}

function validateHeaderValue(name, value, relaxed = false) {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (!native.isValue(`${value}`, relaxed)) throw new ERR_INVALID_CHAR('header content', name);
}

// The booleans of an outgoing message are bits of its _flags: a response that goes out whole sets one property instead of
// twenty. The names that programs know them by are accessors (outgoing.js).
const flag = {
  last: 1, chunked: 2, keepAlive: 4, maxReached: 8, defaultKeepAlive: 16, chunkedByDefault: 32, sendDate: 64,
  removedConnection: 128, removedLength: 256, removedEncoding: 512, strictLength: 1024, hasBody: 2048, headerSent: 4096,
  needDrain: 8192, finished: 1 << 14, writableFinished: 1 << 15, closed: 1 << 16, destroyed: 1 << 17, rejectBody: 1 << 18,
  sent100: 1 << 19, expectContinue: 1 << 20, hasAgent: 1 << 21,
};

const chunkExpression = /(?:^|\W)chunked(?:$|\W)/i;
const continueExpression = /(?:^|\W)100-continue(?:$|\W)/i;

// parseError is what Node makes of a message its parser refuses.
function parseError(code, reason, bytesParsed, rawPacket) {
  const err = new Error(code === 'HPE_INVALID_EOF_STATE' ? 'Parse Error' : `Parse Error: ${reason}`);
  err.bytesParsed = bytesParsed;
  err.code = code;
  err.reason = reason;
  if (rawPacket !== undefined) err.rawPacket = rawPacket;
  return err;
}

// How much a parser lets pass: the options httpValidation and insecureHTTPParser.
function isLenient(options) {
  if (options.httpValidation !== undefined) return options.httpValidation === 'insecure';
  return options.insecureHTTPParser === true;
}

// isRelaxed says the same of the headers that are sent.
function isRelaxed(message) {
  const validation = message.httpValidation ?? message.req?.socket?.server?.httpValidation;
  if (validation !== undefined) return validation !== 'strict';
  return (message.insecureHTTPParser ?? message.req?.socket?.server?.insecureHTTPParser) === true;
}

module.exports = {
  METHODS, STATUS_CODES, checkInvalidHeaderChar, checkIsHttpToken, chunkExpression, continueExpression, flag, isLenient, isRelaxed,
  parseError, validateHeaderName, validateHeaderValue,
};
