'use strict';
// net.SocketAddress: an address with its port, checked.

const { codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateObject, validatePort, validateString, validateUint32 } = require('internal/validators');
const { customInspect, deeper, kClone, kEmptyObject } = require('internal/shape');
const { inspect } = require('internal/inspect');
const { canonical } = require('internal/net/address');

let valueOf; // (address): its number, to compare by

class SocketAddress {
  #detail;
  #value;

  static { valueOf = (address) => address.#value; }

  static isSocketAddress(value) { return typeof value === 'object' && value !== null && #detail in value; }

  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    let { family = 'ipv4' } = options;
    const { address = family === 'ipv4' ? '127.0.0.1' : '::', port = 0, flowlabel = 0 } = options;
    if (typeof family?.toLowerCase === 'function') family = family.toLowerCase();
    if (family !== 'ipv4' && family !== 'ipv6') throw new ERR_INVALID_ARG_VALUE('options.family', options.family);
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel', false);
    const parsed = canonical(address, family);
    if (parsed === undefined) throw new ERR_INVALID_ADDRESS();
    this.#value = parsed.value;
    this.#detail = { address: parsed.text, port: port | 0, family, flowlabel: flowlabel | 0 };
  }

  get address() { return this.#detail.address; }

  get port() { return this.#detail.port; }

  get family() { return this.#detail.family; }

  get flowlabel() { return this.#detail.flowlabel; }

  [customInspect](depth, options) {
    return depth < 0 ? this : `SocketAddress ${inspect(this.toJSON(), deeper(options))}`;
  }

  [kClone]() { return new SocketAddress(this.toJSON()); }

  toJSON() { return { ...this.#detail }; }

  static parse(input) {
    validateString(input, 'input');
    try {
      const { hostname, port } = new URL(`http://${input}`);
      if (!hostname.startsWith('[')) return new SocketAddress({ address: hostname, port: port | 0 });
      return new SocketAddress({ address: hostname.slice(1, -1), port: port | 0, family: 'ipv6' });
    } catch {
      return undefined;
    }
  }
}

module.exports = { SocketAddress, valueOf: (address) => valueOf(address) };
