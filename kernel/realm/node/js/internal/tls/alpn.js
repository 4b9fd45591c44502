'use strict';
// Lists of application protocols, as they are sent: each name behind its length.

const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } } = require('internal/errors');

function pack(protocols) {
  const parts = protocols.map((name, i) => {
    const length = Buffer.byteLength(name);
    if (length === 0) throw new ERR_INVALID_ARG_VALUE(`protocols[${i}]`, name, 'must be a non-empty string');
    if (length > 255) {
      throw new ERR_OUT_OF_RANGE(`The byte length of the protocol at index ${i} exceeds the maximum length.`, '<= 255', length, true);
    }
    return Buffer.from([length, ...Buffer.from(name)]);
  });
  return Buffer.concat(parts);
}

function check(list) {
  for (let at = 0; at < list.length; at += 1 + list[at]) {
    if (list[at] === 0) throw new ERR_INVALID_ARG_VALUE('ALPNProtocols', list, 'must not contain zero-length protocol');
    if (at + 1 + list[at] > list.length) throw new ERR_INVALID_ARG_VALUE('ALPNProtocols', list, 'contains truncated protocol');
  }
  return list;
}

function convertALPNProtocols(protocols, out) {
  if (Array.isArray(protocols)) {
    out.ALPNProtocols = pack(protocols);
  } else if (ArrayBuffer.isView(protocols)) {
    out.ALPNProtocols = check(Buffer.from(new Uint8Array(protocols.buffer, protocols.byteOffset, protocols.byteLength)));
  }
}

module.exports = { convertALPNProtocols };
