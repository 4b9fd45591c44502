'use strict';
// The errors of crypto's natives.

const bases = { Error, TypeError, RangeError };

// failure makes the error of a cryptoError: OpenSSL's errors say library and reason, and what else went wrong before.
function failure(name, message, code, library, reason, stack) {
  const err = new bases[name](message);
  if (stack.length > 0) err.opensslErrorStack = stack;
  if (library) err.library = library;
  if (reason) err.reason = reason;
  if (code) err.code = code;
  return err;
}

// coded is an error that Node's C++ throws: the code is a property, the name stays plain.
function coded(Base, code, message) {
  return Object.assign(new Base(message), { code });
}

module.exports = { coded, failure };
