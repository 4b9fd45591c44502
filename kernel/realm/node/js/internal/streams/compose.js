'use strict';
// compose: several streams as one duplex, whose writable side is the first and whose readable side is the last.

const { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } = require('internal/errors').codes;
const { destroyer } = require('internal/streams/destroy');
const { Bridge } = require('internal/streams/bridge');
const { Duplex } = require('internal/streams/duplex');
const { eos } = require('internal/streams/end_of_stream');
const { pipeline } = require('internal/streams/pipeline');
const {
  isNodeStream, isReadable, isReadableStream, isTransformStream, isWebStream, isWritable, isWritableStream,
} = require('internal/streams/utils');

const canRead = (stream) => isReadable(stream) || isReadableStream(stream) || isTransformStream(stream);
const canWrite = (stream) => isWritable(stream) || isWritableStream(stream) || isTransformStream(stream);

function compose(...streams) {
  if (streams.length === 0) throw new ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return Duplex.from(streams[0]);
  const given = [...streams];
  const last = streams.length - 1;
  if (typeof streams[0] === 'function') streams[0] = Duplex.from(streams[0]);
  if (typeof streams[last] === 'function') streams[last] = Duplex.from(streams[last]);
  streams.forEach((stream, n) => {
    if (!isNodeStream(stream) && !isWebStream(stream)) return;
    if (n < last && !canRead(stream)) throw new ERR_INVALID_ARG_VALUE(`streams[${n}]`, given[n], 'must be readable');
    if (n > 0 && !canWrite(stream)) throw new ERR_INVALID_ARG_VALUE(`streams[${n}]`, given[n], 'must be writable');
  });
  return joined(streams);
}

function joined(streams) {
  let bridge;
  const [head] = streams;
  const tail = pipeline(streams, (err) => {
    if (bridge.over(err)) return;
    if (err) bridge.duplex.destroy(err);
    else if (!readable && !writable) bridge.duplex.destroy();
  });
  const writable = Boolean(canWrite(head));
  const readable = Boolean(canRead(tail));
  bridge = new Bridge(new Duplex({
    writableObjectMode: Boolean(head?.writableObjectMode),
    readableObjectMode: Boolean(tail?.readableObjectMode),
    writable,
    readable,
  }));
  if (writable) {
    bridge.writeInto(head);
    eos(isTransformStream(tail) ? tail.readable : tail, () => bridge.take('onFinish'));
  }
  if (readable) bridge.readFrom(tail);
  bridge.destroyWith((err) => {
    if (isNodeStream(tail)) destroyer(tail, err);
  });
  return bridge.duplex;
}

module.exports = { compose };
