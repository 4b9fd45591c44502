'use strict';
// Stream: the ancestor of every stream class, with the pipe of the time before back-pressure had a state.

const EventEmitter = require('events');

function Stream(options) {
  EventEmitter.call(this, options);
}

Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Stream, EventEmitter);

Stream.prototype.pipe = function pipe(dest, options) {
  const source = this;
  let ended = false;

  function onData(chunk) {
    if (dest.writable && dest.write(chunk) === false && source.pause) source.pause();
  }

  function onDrain() {
    if (source.readable && source.resume) source.resume();
  }

  function onEnd() {
    if (ended) return;
    ended = true;
    dest.end();
  }

  function onClose() {
    if (ended) return;
    ended = true;
    if (typeof dest.destroy === 'function') dest.destroy();
  }

  function onError(err) {
    cleanup();
    if (EventEmitter.listenerCount(this, 'error') === 0) this.emit('error', err);
  }

  const listeners = [
    [source, 'data', onData], [dest, 'drain', onDrain],
    [source, 'end', onEnd], [source, 'close', onClose],
    [source, 'end', cleanup], [source, 'close', cleanup], [dest, 'close', cleanup],
  ];

  function cleanup() {
    for (const [emitter, name, listener] of listeners) emitter.removeListener(name, listener);
    source.removeListener('error', onError);
    dest.removeListener('error', onError);
  }

  const noEnd = dest._isStdio || options?.end === false;
  source.on('data', onData);
  dest.on('drain', onDrain);
  if (!noEnd) {
    source.on('end', onEnd);
    source.on('close', onClose);
  }
  prependListener(source, 'error', onError);
  prependListener(dest, 'error', onError);
  source.on('end', cleanup);
  source.on('close', cleanup);
  dest.on('close', cleanup);
  dest.emit('pipe', source);
  return dest;
};

Stream.prototype.eventNames = function eventNames() {
  return Reflect.ownKeys(this._events ?? {}).filter((name) => {
    const listeners = this._events[name];
    return typeof listeners === 'function' || (Array.isArray(listeners) && listeners.length > 0);
  });
};

// prependListener also serves emitters so old that they lack the method.
function prependListener(emitter, event, listener) {
  if (typeof emitter.prependListener === 'function') {
    emitter.prependListener(event, listener);
    return;
  }
  const existing = emitter._events?.[event];
  if (!existing) emitter.on(event, listener);
  else if (Array.isArray(existing)) existing.unshift(listener);
  else emitter._events[event] = [listener, existing];
}

module.exports = { Stream, prependListener };
