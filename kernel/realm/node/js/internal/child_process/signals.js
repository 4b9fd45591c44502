'use strict';
// Signals by name or number.

const { codes: { ERR_UNKNOWN_SIGNAL } } = require('internal/errors');

// signalNumber returns the number of a signal; one that there is not is an error.
function signalNumber(signal) {
  const { signals } = require('os').constants;
  if (typeof signal === 'number' && Object.values(signals).includes(signal)) return signal;
  if (typeof signal === 'string') {
    const known = signals[signal.toUpperCase()];
    if (known) return known;
  }
  throw new ERR_UNKNOWN_SIGNAL(signal);
}

module.exports = { signalNumber };
