'use strict';
// setTimeout and its relatives.

const { clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } = require('internal/timers');
const { lazy } = require('internal/shape');

const kPromisify = Symbol.for('nodejs.util.promisify.custom');

const promises = lazy(() => require('timers/promises'));

for (const [fn, name] of [[setTimeout, 'setTimeout'], [setImmediate, 'setImmediate']]) {
  Object.defineProperty(fn, kPromisify, { enumerable: true, get: () => promises()[name] });
}

module.exports = { setTimeout, clearTimeout, setImmediate, clearImmediate, setInterval, clearInterval };
Object.defineProperty(module.exports, 'promises', { configurable: true, enumerable: true, get: promises });
