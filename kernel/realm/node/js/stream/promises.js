'use strict';
// stream/promises: pipeline and finished that return promises.

const { finishedPromise: finished } = require('internal/streams/end_of_stream');
const { run } = require('internal/streams/pipeline');
const { isIterable, isNodeStream, isWebStream } = require('internal/streams/utils');
require('stream');

function isOptions(value) {
  return value && typeof value === 'object' && !isNodeStream(value) && !isIterable(value) && !isWebStream(value);
}

function pipeline(...streams) {
  return new Promise((resolve, reject) => {
    const { signal, end } = isOptions(streams[streams.length - 1]) ? streams.pop() : {};
    run(streams, (err, value) => {
      if (err) reject(err);
      else resolve(value);
    }, { signal, end });
  });
}

module.exports = { finished, pipeline };
