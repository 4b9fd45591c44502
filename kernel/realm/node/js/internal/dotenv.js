'use strict';
// util.parseEnv: the lines of a .env file as an object.

const { validateString } = require('internal/validators');

// A value in quotes may go over lines and hold anything but its quote; one without ends at the line or at a "#".
const assignment = /^[^\S\n]*(?:export[^\S\n]+)?([^\s=#][^\n=]*?)[^\S\n]*=[^\S\n]*(?:"([^"]*)"[^\n]*|'([^']*)'[^\n]*|`([^`]*)`[^\n]*|([^\n]*))$/;

function valueOf([, , double, single, tick, plain]) {
  if (double !== undefined) return double.replaceAll('\\n', '\n');
  if (single !== undefined) return single;
  if (tick !== undefined) return tick;
  return plain.split('#')[0].trim();
}

function parseEnv(content) {
  validateString(content, 'content');
  const values = {};
  const all = new RegExp(assignment.source, 'gm');
  for (const match of content.replaceAll('\r', '').matchAll(all)) values[match[1].trim()] = valueOf(match);
  return values;
}

module.exports = { parseEnv };
