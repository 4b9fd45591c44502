'use strict';
// The natives of tls.go, and the errors they make.

const { ErrnoException } = require('internal/errors');
const { failure } = require('internal/crypto/errors');

// errorOf makes an error of what Go says went wrong: a negative errno, or the parts of one of OpenSSL's.
function errorOf(parts, syscall) {
  return typeof parts === 'number' ? new ErrnoException(parts, syscall) : failure(...parts);
}

module.exports = { ...internal, errorOf };
