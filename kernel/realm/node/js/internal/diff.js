'use strict';
// util.diff: the shortest edit of one text or list into another, by Myers' algorithm ("An O(ND) Difference Algorithm
// and Its Variations", 1986).

const { validateString, validateStringArray } = require('internal/validators');

const check = (value, name) => (Array.isArray(value) ? validateStringArray(value, name) : validateString(value, name));

// search returns the furthest points reached with each number of edits, up to the one that reaches the end.
function search(actual, expected, equal) {
  const reach = actual.length + expected.length;
  const furthest = new Int32Array(2 * reach + 1);
  const trace = [];
  for (let edits = 0; edits <= reach; edits++) {
    trace.push(furthest.slice());
    for (let k = -edits; k <= edits; k += 2) {
      const at = k + reach;
      const down = k === -edits || (k !== edits && furthest[at - 1] < furthest[at + 1]);
      let x = down ? furthest[at + 1] : furthest[at - 1] + 1;
      while (x < actual.length && x - k < expected.length && equal(actual[x], expected[x - k])) x++;
      furthest[at] = x;
      if (x >= actual.length && x - k >= expected.length) return trace;
    }
  }
  return trace;
}

// walk goes from the end back to the start, along the points of the trace. both says what stands for two equal items.
function walk(trace, actual, expected, both) {
  const reach = actual.length + expected.length;
  const result = [];
  let x = actual.length;
  let y = expected.length;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits];
    const k = x - y;
    const down = k === -edits || (k !== edits && furthest[k - 1 + reach] < furthest[k + 1 + reach]);
    const before = down ? k + 1 : k - 1;
    const fromX = furthest[before + reach];
    const fromY = fromX - before;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      result.push([0, both(actual[--x], expected[--y])]);
    }
    if (edits === 0) break;
    if (x === fromX) result.push([-1, expected[--y]]);
    else result.push([1, actual[--x]]);
  }
  return result.reverse();
}

const identical = (a, b) => a === b;
const first = (a) => a;

// edits returns the edits as [1 (only in actual), -1 (only in expected) or 0, item].
const edits = (actual, expected, equal = identical, both = first) => walk(search(actual, expected, equal), actual, expected, both);

function diff(actual, expected) {
  if (actual === expected) return [];
  check(actual, 'actual');
  check(expected, 'expected');
  return edits(actual, expected);
}

module.exports = { diff, edits };
