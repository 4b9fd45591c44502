'use strict';
// net.BlockList: rules on addresses, kept in three lists, the newest first. An IPv4 address and its form in IPv6
// (::ffff:1.2.3.4) are the same to a check.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateInt32, validateString } = require('internal/validators');
const { customInspect, deeper, kClone } = require('internal/shape');
const { inspect } = require('internal/inspect');
const { canonical } = require('internal/net/address');
const { SocketAddress, valueOf } = require('internal/net/socketaddress');

// Every address is a number of 128 bits; that of an IPv4 address is its form in IPv6.
const mapped = 0xffffn << 32n;
const bitsOf = (address) => (address.family === 'ipv4' ? mapped | valueOf(address) : valueOf(address));
const name = ({ family }) => (family === 'ipv4' ? 'IPv4' : 'IPv6');

function toAddress(address, family, argument) {
  if (SocketAddress.isSocketAddress(address)) return address;
  validateString(address, argument);
  validateString(family, 'family');
  return new SocketAddress({ address, family });
}

function parseCIDR(cidr) {
  validateString(cidr, 'cidr');
  const slash = cidr.lastIndexOf('/');
  if (slash === -1) throw new ERR_INVALID_ARG_VALUE('cidr', cidr, 'must contain a prefix length (e.g. "10.0.0.0/8")');
  const address = cidr.slice(0, slash);
  const prefix = Number.parseInt(cidr.slice(slash + 1), 10);
  if (`${prefix}` !== cidr.slice(slash + 1) || Number.isNaN(prefix)) {
    throw new ERR_INVALID_ARG_VALUE('cidr', cidr, 'prefix length must be a valid integer');
  }
  return { address, prefix, family: address.includes(':') ? 'ipv6' : 'ipv4' };
}

function subnet(network, prefix, family) {
  const address = toAddress(network, family, 'network');
  const size = address.family === 'ipv4' ? 32 : 128;
  validateInt32(prefix, 'prefix', 0, size);
  const shift = BigInt(size - prefix);
  return { text: `Subnet: ${name(address)} ${address.address}/${prefix + 0}`, key: bitsOf(address) >> shift, shift };
}

function range(start, end, family) {
  const from = toAddress(start, family, 'start');
  const to = toAddress(end, family, 'end');
  return { text: `Range: ${name(from)} ${from.address}-${to.address}`, from: bitsOf(from), to: bitsOf(to), start: from };
}

const one = (address) => ({ text: `Address: ${name(address)} ${address.address}`, bits: bitsOf(address) });

// remove drops the first rule for which same is true.
function remove(list, same) {
  const at = list.findIndex(same);
  if (at >= 0) list.splice(at, 1);
}

function isStrings(data) {
  return Array.isArray(data) && data.every((item) => typeof item === 'string');
}

class BlockList {
  #rules = { addresses: [], subnets: [], ranges: [] };

  static isBlockList(value) { return typeof value === 'object' && value !== null && #rules in value; }

  static PRIVATE_RANGES = Object.freeze(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', '::1/128',
    '169.254.0.0/16', 'fe80::/10', 'fc00::/7']);

  [customInspect](depth, options) {
    return depth < 0 ? this : `BlockList ${inspect({ rules: this.rules }, deeper(options))}`;
  }

  addAddress(address, family = 'ipv4') {
    const rule = one(toAddress(address, family, 'address'));
    const { addresses } = this.#rules;
    if (!addresses.some(({ text }) => text === rule.text)) addresses.unshift(rule);
  }

  addAddresses(addresses, family = 'ipv4') {
    if (!Array.isArray(addresses)) throw new ERR_INVALID_ARG_TYPE('addresses', 'Array', addresses);
    validateString(family, 'family');
    const list = addresses.map((address, i) => toAddress(address, family, `addresses[${i}]`));
    for (const address of list) this.addAddress(address);
  }

  addRange(start, end, family = 'ipv4') {
    const rule = range(start, end, family);
    if (rule.from > rule.to) throw new ERR_INVALID_ARG_VALUE('start', rule.start, 'must come before end');
    this.#rules.ranges.unshift(rule);
  }

  addSubnet(network, prefix, family = 'ipv4') { this.#rules.subnets.unshift(subnet(network, prefix, family)); }

  addCIDR(cidr) {
    const { address, prefix, family } = parseCIDR(cidr);
    this.addSubnet(address, prefix, family);
  }

  addCIDRs(cidrs) {
    if (!Array.isArray(cidrs)) throw new ERR_INVALID_ARG_TYPE('cidrs', 'Array', cidrs);
    const parsed = cidrs.map((cidr, i) => {
      validateString(cidr, `cidrs[${i}]`);
      return parseCIDR(cidr);
    });
    for (const { address, prefix, family } of parsed) this.addSubnet(address, prefix, family);
  }

  removeAddress(address, family = 'ipv4') {
    const { text } = one(toAddress(address, family, 'address'));
    remove(this.#rules.addresses, (rule) => rule.text === text);
  }

  removeRange(start, end, family = 'ipv4') {
    const { text } = range(start, end, family);
    remove(this.#rules.ranges, (rule) => rule.text === text);
  }

  removeSubnet(network, prefix, family = 'ipv4') {
    const { text } = subnet(network, prefix, family);
    remove(this.#rules.subnets, (rule) => rule.text === text);
  }

  removeCIDR(cidr) {
    const { address, prefix, family } = parseCIDR(cidr);
    this.removeSubnet(address, prefix, family);
  }

  check(address, family = 'ipv4') {
    let bits;
    if (SocketAddress.isSocketAddress(address)) {
      bits = bitsOf(address);
    } else {
      validateString(address, 'address');
      validateString(family, 'family');
      const version = family.toLowerCase() === 'ipv4' ? 'ipv4' : 'ipv6';
      const parsed = canonical(address, version);
      if (parsed === undefined) return false;
      bits = version === 'ipv4' ? mapped | parsed.value : parsed.value;
    }
    const { addresses, subnets, ranges } = this.#rules;
    return addresses.some((rule) => rule.bits === bits) || subnets.some((rule) => bits >> rule.shift === rule.key) ||
      ranges.some((rule) => rule.from <= bits && bits <= rule.to);
  }

  clear() {
    for (const list of Object.values(this.#rules)) list.length = 0;
  }

  toJSON() { return this.rules; }

  fromJSON(data) {
    const list = typeof data === 'string' ? JSON.parse(data) : data;
    if (!isStrings(list)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], list);
    for (const text of list) {
      const [, kind, version, rest] = /^(Subnet|Address|Range): (IPv[46]) (.+)$/.exec(text) ?? [];
      const family = version?.toLowerCase();
      if (kind === 'Address') this.addAddress(rest, family);
      if (kind === 'Range') this.addRange(...rest.split('-'), family);
      if (kind === 'Subnet') this.addSubnet(rest.split('/')[0], Number.parseInt(rest.split('/')[1], 10), family);
    }
  }

  get rules() {
    const { addresses, subnets, ranges } = this.#rules;
    return [...addresses, ...subnets, ...ranges].map(({ text }) => text);
  }

  get size() {
    const { addresses, subnets, ranges } = this.#rules;
    return addresses.length + subnets.length + ranges.length;
  }

  // A clone shares its rules with the original.
  [kClone]() {
    const clone = new BlockList();
    clone.#rules = this.#rules;
    return clone;
  }
}

module.exports = { BlockList };
