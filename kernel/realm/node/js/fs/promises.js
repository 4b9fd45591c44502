'use strict';
// fs/promises: fs.promises.

module.exports = require('internal/fs/promises');
