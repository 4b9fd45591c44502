'use strict';
// The module worker_threads: threads, and the messages between them.

const { BroadcastChannel, MessageChannel, MessagePort, receiveMessageOnPort } = require('internal/messaging');
const { uncloneable, untransferable } = require('internal/serialize');
const { notImplemented } = require('internal/errors');
const worker = require('internal/worker');

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

function mark(marked) {
  return (object) => {
    if (isObject(object)) marked.add(object);
  };
}

module.exports = {
  isInternalThread: false,
  isMainThread: worker.isMainThread,
  MessagePort,
  MessageChannel,
  markAsUncloneable: mark(uncloneable),
  markAsUntransferable: mark(untransferable),
  isMarkedAsUntransferable: (object) => isObject(object) && untransferable.has(object),
  moveMessagePortToContext: notImplemented('worker_threads.moveMessagePortToContext'),
  receiveMessageOnPort,
  resourceLimits: worker.resourceLimits,
  postMessageToThread: notImplemented('worker_threads.postMessageToThread'),
  threadId: worker.threadId,
  threadName: worker.threadName,
  SHARE_ENV: worker.SHARE_ENV,
  Worker: worker.Worker,
  parentPort: worker.parentPort,
  workerData: worker.workerData,
  BroadcastChannel,
  setEnvironmentData: worker.setEnvironmentData,
  getEnvironmentData: (key) => worker.environmentData.get(key),
  locks: { request: notImplemented('LockManager.request'), query: notImplemented('LockManager.query') },
};
