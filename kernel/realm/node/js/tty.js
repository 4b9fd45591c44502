'use strict';
// The module tty: which descriptors are terminals, and streams on them.

const fs = require('fs');
const { Readable } = require('internal/streams/readable');
const { Writable } = require('internal/streams/writable');
const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_FD, ERR_TTY_INIT_FAILED } } = require('internal/errors');
const { isInt32 } = require('internal/validators');
const { addTerminal } = require('internal/terminal');

function isatty(fd) {
  return isInt32(fd) && fd >= 0 && fd <= 2147483647 && internal.isatty(fd);
}

function checkFd(fd) {
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd);
  if (internal.isatty(fd)) return;
  throw new ERR_TTY_INIT_FAILED({ errno: -22, code: 'EINVAL', message: 'invalid argument', syscall: 'uv_tty_init' });
}

function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options);
  checkFd(fd);
  Readable.call(this, { highWaterMark: 0, ...options });
  this.fd = fd;
  this.isRaw = false;
  this.isTTY = true;
}

Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

ReadStream.prototype._read = function() {
  fs.read(this.fd, Buffer.alloc(65536), 0, 65536, null, (err, n, buffer) => {
    if (err) this.destroy(err);
    else this.push(n === 0 ? null : buffer.subarray(0, n));
  });
};

ReadStream.prototype.setRawMode = function(flag) {
  flag = Boolean(flag);
  if (internal.setRaw(this.fd, flag)) this.isRaw = flag;
  return this;
};

function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  checkFd(fd);
  Writable.call(this, { highWaterMark: 16 * 1024, decodeStrings: true });
  this.fd = fd;
  this._refreshSize();
}

Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);
addTerminal(WriteStream.prototype);
WriteStream.prototype.isTTY = true;
WriteStream.prototype._write = function(chunk, encoding, cb) {
  try {
    for (let at = 0; at < chunk.length;) at += fs.writeSync(this.fd, chunk, at);
  } catch (err) {
    cb(err);
    return;
  }
  cb();
};

module.exports = { isatty, ReadStream, WriteStream };
