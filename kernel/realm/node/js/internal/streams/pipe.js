'use strict';
// Readable.prototype.pipe and unpipe: data down, back-pressure up, errors and ends where they belong.

const { errorOrDestroy } = require('internal/streams/destroy');
const { prependListener } = require('internal/streams/legacy');

const { nextTick } = process;

class Pipe {
  constructor(source, dest) {
    this.source = source;
    this.dest = dest;
    this.onDrain = undefined; // listens only once it was needed
    this.clean = false;
    this.unpipe = () => { source.unpipe(dest); };
    this.end = () => { dest.end(); };
    this.onData = (chunk) => { if (dest.write(chunk) === false) this.#wait(); };
    this.onUnpipe = (readable, info) => {
      if (readable === source && info && info.hasUnpiped === false) {
        info.hasUnpiped = true;
        this.#cleanUp();
      }
    };
    this.onError = (err) => this.#fail(err);
    this.onClose = () => {
      dest.removeListener('finish', this.onFinish);
      this.unpipe();
    };
    this.onFinish = () => {
      dest.removeListener('close', this.onClose);
      this.unpipe();
    };
  }

  start(atEnd) {
    const { source, dest } = this;
    this.atEnd = atEnd;
    if (source._readableState.endEmitted) nextTick(atEnd);
    else source.once('end', atEnd);
    dest.on('unpipe', this.onUnpipe);
    source.on('data', this.onData);
    prependListener(dest, 'error', this.onError);
    dest.once('close', this.onClose);
    dest.once('finish', this.onFinish);
    dest.emit('pipe', source);
    if (dest.writableNeedDrain === true) this.#wait();
    else if (!source._readableState.flowing) source.resume();
  }

  // #wait pauses the source until every destination that is behind has drained.
  #wait() {
    const { source, dest } = this;
    const state = source._readableState;
    if (!this.clean) {
      if (state.pipes.length === 1 && state.pipes[0] === dest) {
        state.awaitDrainWriters = dest;
        state.multiAwaitDrain = false;
      } else if (state.pipes.length > 1 && state.pipes.includes(dest)) {
        state.awaitDrainWriters.add(dest);
      }
      source.pause();
    }
    if (this.onDrain === undefined) {
      this.onDrain = () => this.#goOn();
      dest.on('drain', this.onDrain);
    }
  }

  #goOn() {
    const { source, dest } = this;
    const state = source._readableState;
    if (state.awaitDrainWriters === dest) state.awaitDrainWriters = null;
    else if (state.multiAwaitDrain) state.awaitDrainWriters.delete(dest);
    const waiting = state.awaitDrainWriters;
    if ((!waiting || waiting.size === 0) && source.listenerCount('data') > 0) source.resume();
  }

  // #fail takes the part of the 'error' listener that nobody else plays.
  #fail(err) {
    const { dest } = this;
    this.unpipe();
    dest.removeListener('error', this.onError);
    if (dest.listenerCount('error') > 0) return;
    const state = dest._writableState || dest._readableState;
    if (state && !state.errorEmitted) errorOrDestroy(dest, err);
    else dest.emit('error', err);
  }

  #cleanUp() {
    const { source, dest, onDrain } = this;
    dest.removeListener('close', this.onClose);
    dest.removeListener('finish', this.onFinish);
    if (onDrain) dest.removeListener('drain', onDrain);
    dest.removeListener('error', this.onError);
    dest.removeListener('unpipe', this.onUnpipe);
    source.removeListener('end', this.end);
    source.removeListener('end', this.unpipe);
    source.removeListener('data', this.onData);
    this.clean = true;
    // What was waited for will never come: other destinations must not starve.
    const behind = source._readableState.awaitDrainWriters && (!dest._writableState || dest._writableState.needDrain);
    if (onDrain && behind) onDrain();
  }
}

function pipe(dest, options) {
  const state = this._readableState;
  if (state.pipes.length === 1 && !state.multiAwaitDrain) {
    state.multiAwaitDrain = true;
    state.awaitDrainWriters = new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(dest);
  const ends = options?.end !== false && dest !== process.stdout && dest !== process.stderr;
  const one = new Pipe(this, dest);
  one.start(ends ? one.end : one.unpipe);
  return dest;
}

function unpipe(dest) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  if (!dest) {
    const all = state.pipes;
    state.pipes = [];
    this.pause();
    for (const one of all) one.emit('unpipe', this, { hasUnpiped: false });
    return this;
  }
  const index = state.pipes.indexOf(dest);
  if (index === -1) return this;
  state.pipes.splice(index, 1);
  if (state.pipes.length === 0) this.pause();
  dest.emit('unpipe', this, { hasUnpiped: false });
  return this;
}

// Without names of their own, as Node's have none.
module.exports = {
  pipe: Object.defineProperty(pipe, 'name', { value: '', configurable: true }),
  unpipe: Object.defineProperty(unpipe, 'name', { value: '', configurable: true }),
};
