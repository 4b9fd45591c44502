'use strict';
// The natives of crypto.go. Each takes a callback, or undefined for now, and then its arguments.

internal.errors(require('internal/crypto/errors').failure);

module.exports = internal;
