'use strict';
// What http had its ClientRequest in.

const { ClientRequest } = require('internal/http/client');

module.exports = { ClientRequest };
