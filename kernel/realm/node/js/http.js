'use strict';
// http: the module is a table of what js/internal/http holds.

const { validateInteger } = require('internal/validators');
const { notImplemented } = require('internal/errors');
const { later } = require('internal/shape');
const { METHODS, STATUS_CODES, validateHeaderName, validateHeaderValue } = require('internal/http/common');
const { IncomingMessage } = require('internal/http/incoming');
const { OutgoingMessage } = require('internal/http/outgoing');
const { ServerResponse } = require('internal/http/response');
const { Server, serve } = require('internal/http/server');
const { ClientRequest } = require('internal/http/client');
const agents = require('internal/http/agent');

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

function request(url, options, cb) {
  return new ClientRequest(url, options, cb);
}

function get(url, options, cb) {
  const req = request(url, options, cb);
  req.end();
  return req;
}

// Go keeps what setMaxIdleHTTPParsers bounds out of the collector's way by itself; the argument is checked all the same.
function setMaxIdleHTTPParsers(max) {
  validateInteger(max, 'max', 1);
}

module.exports = {
  _connectionListener: serve,
  METHODS,
  STATUS_CODES,
  Agent: agents.Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  createServer,
  validateHeaderName,
  validateHeaderValue,
  get,
  request,
  setGlobalProxyFromEnv: notImplemented('http.setGlobalProxyFromEnv'),
  setMaxIdleHTTPParsers,
};

Object.defineProperties(module.exports, {
  maxHeaderSize: { configurable: true, enumerable: true, get: () => 16384 },
  globalAgent: {
    configurable: true,
    enumerable: true,
    get: () => agents.globalAgent,
    set(value) { agents.globalAgent = value; },
  },
});

later(module.exports, 'internal/websocket/websocket', 'WebSocket');
later(module.exports, 'internal/websocket/events', 'CloseEvent');
later(module.exports, 'internal/messaging', 'MessageEvent');
