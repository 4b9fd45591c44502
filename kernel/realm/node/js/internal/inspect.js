'use strict';
// util.inspect and util.format, which the realm's inspector implements.

const { inspect, format, formatWithOptions: formatWith } = internal;

function formatWithOptions(inspectOptions, ...args) {
  if (typeof inspectOptions !== 'object' || inspectOptions === null) {
    const { ERR_INVALID_ARG_TYPE } = require('internal/errors').codes;
    throw new ERR_INVALID_ARG_TYPE('inspectOptions', 'object', inspectOptions);
  }
  return formatWith(inspectOptions, ...args);
}

module.exports = {
  custom: Symbol.for('nodejs.util.inspect.custom'),
  format: Object.defineProperty((...args) => format(...args), 'name', { value: 'format' }),
  formatWithOptions,
  inspect,
};
