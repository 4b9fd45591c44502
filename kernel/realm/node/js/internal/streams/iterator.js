'use strict';
// Asynchronous iteration of a Readable: what is in its buffer comes in one go, then it waits for 'readable'.

const { aggregateTwoErrors } = require('internal/errors');
const { asyncGenerator, awaiting } = require('internal/async_generator');
const { destroyer } = require('internal/streams/destroy');

function iterate(stream, options) {
  if (typeof stream.read !== 'function') stream = require('internal/streams/readable').Readable.wrap(stream, { objectMode: true });
  const iterator = asyncGenerator(() => chunks(stream, options));
  iterator.stream = stream;
  return iterator;
}

// ending is what finished() has said: undefined not yet, null a good end, else the error.
function* chunks(stream, options) {
  let wake;
  let ending;
  const next = () => {
    const fn = wake;
    wake = undefined;
    fn?.();
  };
  stream.on('readable', next);
  const forget = require('internal/streams/end_of_stream').eos(stream, { writable: false }, (err) => {
    ending = err ? aggregateTwoErrors(ending, err) : null;
    next();
  });
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (ending) throw ending;
      else if (ending === null) return;
      else yield awaiting(new Promise((resolve) => { wake = resolve; }));
    }
  } catch (err) {
    ending = aggregateTwoErrors(ending, err);
    throw ending;
  } finally {
    if ((ending || options?.destroyOnReturn !== false) && (ending === undefined || stream._readableState.autoDestroy)) {
      destroyer(stream, null);
    } else {
      stream.off('readable', next);
      forget();
    }
  }
}

module.exports = { iterate };
