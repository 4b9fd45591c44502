'use strict';
// readline/promises.

module.exports = require('internal/readline/promises');
