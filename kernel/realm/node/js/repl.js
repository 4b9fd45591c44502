'use strict';
// The module repl: what does not need a session. A notebook is one.

const { notImplemented } = require('internal/errors');
const { inspect } = require('internal/inspect');

class Recoverable extends SyntaxError {
  constructor(err) {
    super();
    this.err = err;
  }
}

const writer = (object) => inspect(object, writer.options);
writer.options = { ...inspect.defaultOptions, showProxy: true };

module.exports = {
  start: notImplemented('repl.start'),
  writer,
  REPLServer: notImplemented('repl.REPLServer'),
  REPL_MODE_SLOPPY: Symbol('repl-sloppy'),
  REPL_MODE_STRICT: Symbol('repl-strict'),
  Recoverable,
  isValidSyntax: notImplemented('repl.isValidSyntax'),
  get builtinModules() { return require('module').builtinModules.filter((id) => !id.startsWith('_') && !id.startsWith('node:')); },
};
