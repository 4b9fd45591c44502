'use strict';
// Algorithms of many system calls, written once and run at once or with promises. The algorithm is a generator that
// yields a call as [name, ...arguments], or a promise, and receives what came of it.
//
//	function* size(path) { const stats = yield ['lstat', path, false]; return stats[8]; }
//	now(size('x')); await later(size('x'));

const native = require('internal/fs/native');
const { answer } = require('internal/fs/calls');

function now(steps) {
  let step = steps.next();
  while (!step.done) {
    let value;
    try {
      const [name, ...args] = step.value;
      value = native[name](undefined, ...args);
    } catch (err) {
      step = steps.throw(err);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

async function later(steps) {
  let step = steps.next();
  while (!step.done) {
    let value;
    try {
      value = await perform(step.value);
    } catch (err) {
      step = steps.throw(err);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

function perform(wanted) {
  if (!Array.isArray(wanted)) return wanted;
  const [name, ...args] = wanted;
  return answer(native[name], args);
}

module.exports = { later, now, perform };
