'use strict';
// DOMException (webidl.spec.whatwg.org, section 2.8.1): an Error whose name chooses its legacy code.

const { captureStack } = require('internal/errors');
const { webClass, webTypeError } = require('internal/shape');

const names = [
  ['IndexSizeError', 'INDEX_SIZE_ERR', 1],
  ['DOMStringSizeError', 'DOMSTRING_SIZE_ERR', 2],
  ['HierarchyRequestError', 'HIERARCHY_REQUEST_ERR', 3],
  ['WrongDocumentError', 'WRONG_DOCUMENT_ERR', 4],
  ['InvalidCharacterError', 'INVALID_CHARACTER_ERR', 5],
  ['NoDataAllowedError', 'NO_DATA_ALLOWED_ERR', 6],
  ['NoModificationAllowedError', 'NO_MODIFICATION_ALLOWED_ERR', 7],
  ['NotFoundError', 'NOT_FOUND_ERR', 8],
  ['NotSupportedError', 'NOT_SUPPORTED_ERR', 9],
  ['InUseAttributeError', 'INUSE_ATTRIBUTE_ERR', 10],
  ['InvalidStateError', 'INVALID_STATE_ERR', 11],
  ['SyntaxError', 'SYNTAX_ERR', 12],
  ['InvalidModificationError', 'INVALID_MODIFICATION_ERR', 13],
  ['NamespaceError', 'NAMESPACE_ERR', 14],
  ['InvalidAccessError', 'INVALID_ACCESS_ERR', 15],
  ['ValidationError', 'VALIDATION_ERR', 16],
  ['TypeMismatchError', 'TYPE_MISMATCH_ERR', 17],
  ['SecurityError', 'SECURITY_ERR', 18],
  ['NetworkError', 'NETWORK_ERR', 19],
  ['AbortError', 'ABORT_ERR', 20],
  ['URLMismatchError', 'URL_MISMATCH_ERR', 21],
  ['QuotaExceededError', 'QUOTA_EXCEEDED_ERR', 22],
  ['TimeoutError', 'TIMEOUT_ERR', 23],
  ['InvalidNodeTypeError', 'INVALID_NODE_TYPE_ERR', 24],
  ['DataCloneError', 'DATA_CLONE_ERR', 25],
];

// These have a constant and, no longer, a code.
const disused = new Set(['DOMStringSizeError', 'NoDataAllowedError', 'ValidationError']);
const codes = new Map(names.filter(([name]) => !disused.has(name)).map(([name, , code]) => [name, code]));
const inner = new WeakMap();

function state(exception) {
  const found = inner.get(exception);
  if (found === undefined) throw webTypeError('Value of "this" must be of DOMException', 'ERR_INVALID_THIS');
  return found;
}

// The constructor returns an Error made elsewhere: DOMException.prototype inherits from Error.prototype, but the
// class itself from Function.prototype.
class DOMException {
  constructor(message = '', options = 'Error') {
    const self = new Error();
    Object.setPrototypeOf(self, new.target.prototype);
    const bag = options && typeof options === 'object';
    inner.set(self, { message: `${message}`, name: `${bag ? options.name : options}` });
    if (bag && 'cause' in options) {
      Object.defineProperty(self, 'cause', { value: options.cause, configurable: true, writable: true });
    }
    captureStack(self);
    return self;
  }

  get name() { return state(this).name; }

  get message() { return state(this).message; }

  get code() { return codes.get(state(this).name) ?? 0; }
}

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
webClass(DOMException, 'name', 'message', 'code');
for (const [, constant, value] of names) {
  Object.defineProperty(DOMException, constant, { value, enumerable: true });
  Object.defineProperty(DOMException.prototype, constant, { value, enumerable: true });
}

const isDOMException = (value) => inner.has(value);

module.exports = { DOMException, isDOMException };
