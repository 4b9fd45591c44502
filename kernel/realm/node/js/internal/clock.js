'use strict';
// The loop's clock, in milliseconds since the program began.

module.exports = { now: internal.now, timeOrigin: internal.timeOrigin };
