'use strict';
// What http had its Agent in.

const { Agent, globalAgent } = require('internal/http/agent');

module.exports = { Agent, globalAgent };
