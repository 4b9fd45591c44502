'use strict';
// Modules of Node that hold a part of another one under an old name.

const parts = {
  '_http_agent': ['http', 'Agent', 'globalAgent'],
  '_http_client': ['http', 'ClientRequest'],
  '_http_incoming': ['http', 'IncomingMessage'],
  '_http_outgoing': ['http', 'OutgoingMessage', 'validateHeaderName', 'validateHeaderValue'],
  '_http_server': ['http', 'STATUS_CODES', 'Server', 'ServerResponse'],
  '_tls_common': ['tls', 'SecureContext', 'createSecureContext'],
  '_tls_wrap': ['tls', 'TLSSocket', 'Server', 'createServer', 'connect'],
};

const wholes = {
  '_stream_duplex': 'Duplex', '_stream_passthrough': 'PassThrough', '_stream_readable': 'Readable', '_stream_transform': 'Transform',
  '_stream_writable': 'Writable',
};

const { id } = internal;

if (Object.hasOwn(wholes, id)) {
  module.exports = require('stream')[wholes[id]];
} else {
  const [from, ...names] = parts[id];
  const whole = require(from);
  for (const name of names) exports[name] = whole[name];
}
