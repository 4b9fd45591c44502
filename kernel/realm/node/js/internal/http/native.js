'use strict';
// The Go side of http (http.go).

module.exports = internal;
