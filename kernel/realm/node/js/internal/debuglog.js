'use strict';
// util.debuglog: lines on stderr for the sections that NODE_DEBUG names.

let pattern;

function enabledFor(section) {
  if (pattern === undefined) {
    const list = (process.env.NODE_DEBUG ?? '').replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*').replaceAll(',', '$|^');
    pattern = list === '' ? null : new RegExp(`^${list}$`, 'i');
  }
  return pattern !== null && pattern.test(section);
}

function writer(section) {
  const { format, formatWithOptions, inspect } = require('internal/inspect');
  const colors = process.stderr?.isTTY === true;
  return (...args) => {
    process.stderr.write(format('%s %s: %s\n', section, inspect(process.pid, { colors }), formatWithOptions({ colors }, ...args)));
  };
}

const writers = new Map();

function debuglog(section, callback) {
  let enabled;
  const test = () => (enabled ??= enabledFor(section = `${section}`.toUpperCase()));
  let write;
  const log = (...args) => {
    if (write === undefined) {
      test();
      if (!writers.has(section)) writers.set(section, enabled ? writer(section) : () => {});
      write = writers.get(section);
      if (typeof callback === 'function') callback(Object.defineProperty((...rest) => write(...rest), 'enabled', { get: test, enumerable: true, configurable: true }));
    }
    write(...args);
  };
  return Object.defineProperty(log, 'enabled', { get: test, enumerable: true, configurable: true });
}

module.exports = { debuglog };
