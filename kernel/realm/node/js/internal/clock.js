'use strict';
// The loop's clock, in milliseconds since the program began, and how much of that time a loop has slept.

// utilizationOf is what eventLoopUtilization returns for [idle, total]: all of it, what came after an earlier result, or what
// lies between two results.
function utilizationOf(times, first, second) {
  let idle = times[0];
  let active = times[1] - times[0];
  if (second) {
    idle = first.idle - second.idle;
    active = first.active - second.active;
  } else if (first) {
    idle -= first.idle;
    active -= first.active;
  }
  return { idle, active, utilization: idle + active > 0 ? active / (idle + active) : 0 };
}

module.exports = { now: internal.now, timeOrigin: internal.timeOrigin, utilization: internal.utilization, utilizationOf };
