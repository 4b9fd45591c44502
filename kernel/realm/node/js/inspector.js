'use strict';
// The module inspector. There is no debugger to talk to: url() says so, opening one or a session throws.

const { notImplemented } = require('internal/errors');

const network = {};
for (const name of ['requestWillBeSent', 'responseReceived', 'loadingFinished', 'loadingFailed', 'dataSent', 'dataReceived']) {
  network[name] = notImplemented(`inspector.Network.${name}`);
}

module.exports = {
  open: notImplemented('inspector.open'),
  close() {},
  url: () => undefined,
  waitForDebugger: notImplemented('inspector.waitForDebugger'),
  console: globalThis.console,
  Session: notImplemented('inspector.Session'),
  Network: network,
};
