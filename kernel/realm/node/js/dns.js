'use strict';
// The module dns.

const { ADDRCONFIG, ALL, V4MAPPED, getDefaultResultOrder, lookup, setDefaultResultOrder } = require('internal/dns/lookup');

module.exports = { lookup, ADDRCONFIG, ALL, V4MAPPED, getDefaultResultOrder, setDefaultResultOrder };
