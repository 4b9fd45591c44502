'use strict';
// The system calls of fs.go. The first argument says how the answer is wanted: undefined now, a callback or true (a
// promise) later.

const { codes } = require('internal/errors');
const { errors } = require('internal/uv');

// systemError makes the error of a failed call; a path is undefined where the call has none.
function systemError(errno, syscall, path, dest) {
  const [code, text] = errors().get(errno) ?? ['UNKNOWN', 'unknown error'];
  const where = (path === undefined ? '' : ` '${path}'`) + (dest === undefined ? '' : ` -> '${dest}'`);
  const err = new Error(`${code}: ${text}, ${syscall}${where}`);
  err.errno = errno;
  err.code = code;
  err.syscall = syscall;
  if (path !== undefined) err.path = path;
  if (dest !== undefined) err.dest = dest;
  return err;
}

internal.errors(systemError, (size) => new codes.ERR_FS_FILE_TOO_LARGE(size));

module.exports = internal;
