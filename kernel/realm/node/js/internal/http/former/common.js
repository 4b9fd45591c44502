'use strict';
// What http had its checks in; a parser of its own is not to be had from here.

const common = require('internal/http/common');

module.exports = {
  _checkInvalidHeaderChar: common.checkInvalidHeaderChar,
  _checkIsHttpToken: common.checkIsHttpToken,
  chunkExpression: common.chunkExpression,
  continueExpression: common.continueExpression,
  CRLF: '\r\n',
  methods: common.METHODS,
};
