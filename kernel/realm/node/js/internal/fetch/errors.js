'use strict';
// The errors that the network under fetch has names for: `cause` of the TypeErrors that fetch rejects with.

function errorClass(name, code, text, Base = Error) {
  const Class = { [name]: class extends Base {
    constructor(message, options) {
      super(message || text, options);
      this.name = name;
      this.message = message || text;
      this.code = code;
    }
  } }[name];
  return Class;
}

const UndiciError = errorClass('UndiciError', 'UND_ERR', '');
const make = (name, code, text) => errorClass(name, code, text, UndiciError);

const SocketError = class SocketError extends UndiciError {
  constructor(message, socket) {
    super(message || 'Socket error');
    this.name = 'SocketError';
    this.message = message || 'Socket error';
    this.code = 'UND_ERR_SOCKET';
    this.socket = socket;
  }
};

class HTTPParserError extends Error {
  constructor(message, data) {
    super(message);
    this.name = 'HTTPParserError';
    this.code = undefined;
    this.data = data ? data.toString() : undefined;
  }
}

module.exports = {
  BodyTimeoutError: make('BodyTimeoutError', 'UND_ERR_BODY_TIMEOUT', 'Body Timeout Error'),
  ConnectTimeoutError: make('ConnectTimeoutError', 'UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error'),
  HTTPParserError,
  HeadersOverflowError: make('HeadersOverflowError', 'UND_ERR_HEADERS_OVERFLOW', 'Headers Overflow Error'),
  HeadersTimeoutError: make('HeadersTimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error'),
  InvalidArgumentError: make('InvalidArgumentError', 'UND_ERR_INVALID_ARG', 'Invalid Argument Error'),
  NotSupportedError: make('NotSupportedError', 'UND_ERR_NOT_SUPPORTED', 'Not supported error'),
  RequestContentLengthMismatchError: make('RequestContentLengthMismatchError', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
    'Request body length does not match content-length header'),
  SocketError,
};
