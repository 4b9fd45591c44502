'use strict';
// The module cluster. Workers that share a server's handle are not there: fork says so.

const EventEmitter = require('events');
const { notImplemented } = require('internal/errors');

const cluster = new EventEmitter();

module.exports = Object.assign(cluster, {
  isWorker: false,
  isMaster: true,
  isPrimary: true,
  Worker: notImplemented('cluster.Worker'),
  workers: {},
  settings: {},
  SCHED_NONE: 1,
  SCHED_RR: 2,
  schedulingPolicy: 2,
  setupPrimary: notImplemented('cluster.setupPrimary'),
  setupMaster: notImplemented('cluster.setupMaster'),
  fork: notImplemented('cluster.fork'),
  disconnect: notImplemented('cluster.disconnect'),
});
