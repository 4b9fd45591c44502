'use strict';
// The module constants (deprecated): those of os, fs and crypto in one object.

const { dlopen, errno, priority, signals } = require('os').constants;

Object.assign(exports, dlopen, errno, priority, signals, require('fs').constants, require('crypto').constants);
