'use strict';
// What http had its Server in.

const { STATUS_CODES } = require('internal/http/common');
const { ServerResponse } = require('internal/http/response');
const { Server, serve } = require('internal/http/server');

module.exports = { STATUS_CODES, Server, ServerResponse, _connectionListener: serve };
