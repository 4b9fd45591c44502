'use strict';
// What of https stands on tls: its Server. It is loaded with the first server, so that a client that speaks plain HTTP does
// not pay for tls.

const tls = require('tls');
const { kEmptyObject } = require('internal/shape');
const { addMethods, begin, serve, storeHTTPOptions } = require('internal/http/server');

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = kEmptyObject;
  }
  const settings = { ...options };
  if (!settings.ALPNProtocols && !settings.ALPNCallback) settings.ALPNProtocols = ['http/1.1'];
  storeHTTPOptions.call(this, settings);
  tls.Server.call(this, { noDelay: true, allowHalfOpen: true, ...settings }, serve);
  if (requestListener) this.on('request', requestListener);
  this.on('tlsClientError', function(err, socket) {
    if (!this.emit('clientError', err, socket)) socket.destroy(err);
  });
  begin(this, settings);
}

Object.setPrototypeOf(Server.prototype, tls.Server.prototype);
Object.setPrototypeOf(Server, tls.Server);
addMethods(Server, tls.Server);

module.exports = { Server };
