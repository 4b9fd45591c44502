'use strict';
// The module trace_events: nothing is traced; createTracing says so.

const { notImplemented } = require('internal/errors');

module.exports = { createTracing: notImplemented('trace_events.createTracing'), getEnabledCategories: () => undefined };
