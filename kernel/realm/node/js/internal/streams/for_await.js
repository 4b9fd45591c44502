'use strict';
// `for await` in functions of ours: the engine's parser has none. A generator stands for an async function: in it
// `yield awaiting(promise)` is await, drive runs it, and each is the loop.
//
//	const sum = drive(function*() { yield* each(stream, function* (n) { total += n; }); return total; }());

const { awaiting } = require('internal/async_generator');

// each is the loop `for await (const value of iterable)` for our generators. The body is a generator function; what it
// returns, unless undefined, ends the loop and is the loop's value.
function* each(iterable, body) {
  const isAsync = iterable[Symbol.asyncIterator] != null;
  if (!isAsync && typeof iterable[Symbol.iterator] !== 'function') throw new TypeError('stream is not async iterable');
  const iterator = isAsync ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
  for (;;) {
    const { value, done } = yield awaiting(isAsync ? iterator.next() : settled(iterator.next()));
    if (done) return undefined;
    let result;
    let left = 'by return';
    try {
      result = yield* body(value);
      left = result === undefined ? 'not' : 'by return';
    } catch (err) {
      left = 'by throw';
      throw err;
    } finally {
      if (left === 'by throw') yield* closeQuietly(iterator);
      else if (left === 'by return' && iterator.return) yield awaiting(iterator.return());
    }
    if (result !== undefined) return result;
  }
}

function* closeQuietly(iterator) {
  try {
    if (iterator.return) yield awaiting(iterator.return());
  } catch {
    // The first error is the one that counts.
  }
}

// drive runs a generator as an async function, so that such functions can use each.
async function drive(body) {
  let step = body.next();
  while (!step.done) {
    let value;
    try {
      value = await step.value.value;
    } catch (err) {
      step = body.throw(err);
      continue;
    }
    step = body.next(value);
  }
  return step.value;
}

// settled is what `for await` makes of a synchronous iterator's result: its value is awaited.
function settled({ value, done }) {
  return Promise.resolve(value).then((v) => ({ value: v, done }));
}

module.exports = { awaiting, drive, each };
