'use strict';
// fs.constants: the numbers of this system.

module.exports = internal.constants;
