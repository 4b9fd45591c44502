'use strict';
// Numeric addresses: isIP and what is built on it.

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const v4 = `(?:${octet}\\.){3}${octet}`;
const group = '[0-9a-fA-F]{1,4}';

// A v6 address is eight groups, of which one run may be left out; the last two may be a v4 address.
const v6 = [
  `(?:${group}:){7}(?:${group}|:)`,
  `(?:${group}:){6}(?:${v4}|:${group}|:)`,
  `(?:${group}:){5}(?::${v4}|(?::${group}){1,2}|:)`,
  `(?:${group}:){4}(?:(?::${group})?:${v4}|(?::${group}){1,3}|:)`,
  `(?:${group}:){3}(?:(?::${group}){0,2}:${v4}|(?::${group}){1,4}|:)`,
  `(?:${group}:){2}(?:(?::${group}){0,3}:${v4}|(?::${group}){1,5}|:)`,
  `${group}:(?:(?::${group}){0,4}:${v4}|(?::${group}){1,6}|:)`,
  `:(?:(?::${group}){0,5}:${v4}|(?::${group}){1,7}|:)`,
].map((form) => `(?:${form})`).join('|');

const isV4 = new RegExp(`^${v4}$`);
const isV6 = new RegExp(`^(?:${v6})(?:%[0-9a-zA-Z-.:]{1,})?$`);

const isIPv4 = (text) => isV4.test(`${text}`);
const isIPv6 = (text) => isV6.test(`${text}`);

function isIP(text) {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

// canonical returns { text, value } of an address of a family ('ipv4', 'ipv6'): as it is usually written, and as a BigInt;
// undefined if it is none.
function canonical(text, family) {
  const hex = internal.parse(text, family === 'ipv4' ? 4 : 6);
  if (hex === undefined) return undefined;
  return { text: hex[0], value: BigInt(`0x${hex[1]}`) };
}

module.exports = { canonical, isIP, isIPv4, isIPv6 };
