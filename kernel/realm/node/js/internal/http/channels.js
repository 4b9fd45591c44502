'use strict';
// What http tells those who listen on diagnostics_channel.

const { channel } = require('diagnostics_channel');

module.exports = {
  clientCreated: channel('http.client.request.created'),
  clientStart: channel('http.client.request.start'),
  clientError: channel('http.client.request.error'),
  clientFinish: channel('http.client.response.finish'),
  serverCreated: channel('http.server.response.created'),
  serverStart: channel('http.server.request.start'),
  serverFinish: channel('http.server.response.finish'),
};
