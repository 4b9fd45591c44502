'use strict';
// The messages of worker_threads. There is one thread: Worker says so.

const { BroadcastChannel, MessageChannel, MessagePort, receiveMessageOnPort } = require('internal/messaging');
const { notImplemented } = require('internal/errors');

class Worker {
  constructor() { notImplemented('Worker')(); }
}

const environmentData = new Map();
const untransferable = new WeakSet();

module.exports = {
  isInternalThread: false,
  isMainThread: true,
  MessagePort,
  MessageChannel,
  markAsUncloneable: notImplemented('worker_threads.markAsUncloneable'),
  markAsUntransferable(object) {
    if ((typeof object === 'object' && object !== null) || typeof object === 'function') untransferable.add(object);
  },
  isMarkedAsUntransferable: (object) => untransferable.has(object),
  moveMessagePortToContext: notImplemented('worker_threads.moveMessagePortToContext'),
  receiveMessageOnPort,
  resourceLimits: {},
  postMessageToThread: notImplemented('worker_threads.postMessageToThread'),
  threadId: 0,
  threadName: '',
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  parentPort: null,
  workerData: null,
  BroadcastChannel,
  setEnvironmentData(key, value) {
    if (value === undefined) environmentData.delete(key);
    else environmentData.set(key, value);
  },
  getEnvironmentData: (key) => environmentData.get(key),
};
