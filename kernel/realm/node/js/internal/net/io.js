'use strict';
// What a net.Socket and a tls.TLSSocket do with a StreamHandle: reading into the stream, writing out of it, timeouts.

const { Buffer } = require('buffer');
const { ErrnoException } = require('internal/errors');
const { validateFunction, validateNumber } = require('internal/validators');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { clearTimeout, setTimeout } = require('internal/timers');

const kHandle = Symbol('kHandle');
const kOwner = Symbol('owner_symbol');
const kTimeout = Symbol('timeout');
const kBuffer = Symbol('kBuffer');
const kBufferCb = Symbol('kBufferCb');
const kBufferGen = Symbol('kBufferGen');
const kLastWriteQueueSize = Symbol('lastWriteQueueSize');

const EOF = -4095;

// encodingOf brings the names of encodings that strings come with to those that Go knows.
function encodingOf(encoding) {
  switch (encoding) {
    case 'utf8': case 'utf-8': case undefined: case null: case '': case 'buffer': return 'utf8';
    case 'binary': return 'latin1';
    case 'ucs2': case 'ucs-2': case 'utf-16le': return 'utf16le';
    default: return encoding.toLowerCase() === encoding ? encoding : encodingOf(encoding.toLowerCase());
  }
}

// writeTo writes one chunk, or with writev all that were corked; cb is called at once if the handle took all.
function writeTo(socket, writev, data, encoding, cb) {
  const handle = socket[kHandle];
  const done = (status) => afterWrite(socket, status, cb);
  let result;
  if (writev) {
    const list = [];
    for (const { chunk, encoding } of data) list.push(chunk, encodingOf(encoding));
    result = handle.writev(list, done);
  } else {
    result = handle.write(data, encodingOf(encoding), done);
  }
  if (result < 0) cb(new ErrnoException(result, 'write'));
  else if (result === 0) cb();
  else socket[kLastWriteQueueSize] = handle.writeQueueSize;
}

function afterWrite(socket, status, cb) {
  if (status < 0) {
    cb(new ErrnoException(status, 'write'));
    return;
  }
  if (!socket.destroyed) {
    socket._unrefTimer();
    socket[kLastWriteQueueSize] = 0;
  }
  cb(null);
}

// onread is the `onread` of a handle whose owner is a stream. With an error comes what is known of it beyond its number.
function onread(nread, arrayBuffer) {
  const socket = this[kOwner];
  socket._unrefTimer();
  if (nread > 0) {
    if (!socket.destroyed) take(socket, this, nread, arrayBuffer);
  } else if (nread === EOF) {
    ended(socket);
  } else if (nread < 0) {
    socket.destroy(Array.isArray(arrayBuffer) ? require('internal/crypto/errors').failure(...arrayBuffer) : new ErrnoException(nread, 'read'));
  }
}

function take(socket, handle, nread, arrayBuffer) {
  const more = socket[kBuffer] ? fillUser(socket, arrayBuffer) : socket.push(Buffer.from(arrayBuffer));
  if (more) return;
  handle.reading = false;
  if (!socket.destroyed) handle.readStop();
}

// fillUser hands data over in the buffers that the program gave (the option onread).
function fillUser(socket, arrayBuffer) {
  const data = new Uint8Array(arrayBuffer);
  let more = true;
  for (let at = 0; at < data.length;) {
    const room = socket[kBuffer];
    const n = Math.min(room.length, data.length - at);
    room.set(data.subarray(at, at + n));
    at += n;
    more = socket[kBufferCb](n, room) !== false && more;
    if (socket[kBufferGen] === null) continue;
    const next = socket[kBufferGen]();
    if (next instanceof Uint8Array) socket[kBuffer] = next;
  }
  return more;
}

function ended(socket) {
  if (socket._readableState.endEmitted) return;
  socket.push(null);
  socket.read(0);
}

const onTimeout = (socket) => socket._onTimeout();

// setStreamTimeout is the setTimeout of sockets.
function setStreamTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  msecs = duration(msecs);
  clearTimeout(this[kTimeout]);
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (msecs === 0) {
    if (callback !== undefined) this.removeListener('timeout', callback);
    return this;
  }
  this[kTimeout] = setTimeout(onTimeout, msecs, this).unref();
  if (callback !== undefined) this.once('timeout', callback);
  return this;
}

const longest = 2 ** 31 - 1;

function duration(msecs) {
  validateNumber(msecs, 'msecs');
  if (msecs < 0 || !Number.isFinite(msecs)) throw new ERR_OUT_OF_RANGE('msecs', 'a non-negative finite number', msecs);
  if (msecs <= longest) return msecs;
  process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${longest}.`, 'TimeoutOverflowWarning');
  return longest;
}

module.exports = {
  kBuffer, kBufferCb, kBufferGen, kHandle, kLastWriteQueueSize, kOwner, kTimeout, onread, setStreamTimeout, writeTo,
};
