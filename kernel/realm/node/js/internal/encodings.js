'use strict';
// The names of the encodings that Buffer, streams and fs take.

const names = new Map([
  ['utf8', 'utf8'], ['utf-8', 'utf8'],
  ['ucs2', 'utf16le'], ['ucs-2', 'utf16le'], ['utf16le', 'utf16le'], ['utf-16le', 'utf16le'],
  ['latin1', 'latin1'], ['binary', 'latin1'],
  ['ascii', 'ascii'], ['base64', 'base64'], ['base64url', 'base64url'], ['hex', 'hex'],
]);

// known returns the canonical name of an encoding, undefined if there is none of that name.
const known = (name) => names.get(name) ?? names.get(`${name}`.toLowerCase());

// normalizeEncoding is known() with utf8 for no name at all.
const normalizeEncoding = (name) => (name == null || name === '' ? 'utf8' : known(name));

module.exports = { known, normalizeEncoding };
