'use strict';
// The module v8: values in V8's format, and what can be said of the heap. Looking into an engine that is not V8 is not there.

const { notImplemented } = require('internal/errors');
const { validateBuffer } = require('internal/validators');
const format = require('internal/v8_format');

function getHeapStatistics() {
  const [resident, reserved, used, , limit] = internal.memory();
  return {
    total_heap_size: reserved, total_heap_size_executable: 0, total_physical_size: resident, total_available_size: Math.max(limit - used, 0),
    used_heap_size: used, heap_size_limit: limit, malloced_memory: 0, peak_malloced_memory: 0, does_zap_garbage: 0,
    number_of_native_contexts: 1, number_of_detached_contexts: 0, total_global_handles_size: 0, used_global_handles_size: 0, external_memory: 0,
  };
}

function deserialize(buffer) {
  validateBuffer(buffer);
  return format.deserialize(buffer);
}

const names = ['cachedDataVersionTag', 'getHeapSnapshot', 'getHeapSpaceStatistics', 'getHeapCodeStatistics', 'getCppHeapStatistics', 'setFlagsFromString',
  'Serializer', 'Deserializer', 'DefaultSerializer', 'DefaultDeserializer', 'takeCoverage', 'stopCoverage', 'writeHeapSnapshot', 'queryObjects',
  'setHeapSnapshotNearHeapLimit', 'GCProfiler', 'startCpuProfile'];
for (const name of names) exports[name] = notImplemented(`v8.${name}`);

const hooks = Object.fromEntries(['createHook', 'onInit', 'onBefore', 'onAfter', 'onSettled'].map((name) => [name, notImplemented(`promiseHooks.${name}`)]));
const snapshot = Object.fromEntries(['addDeserializeCallback', 'addSerializeCallback', 'setDeserializeMainFunction']
  .map((name) => [name, notImplemented(`startupSnapshot.${name}`)]));

Object.assign(exports, {
  deserialize,
  getHeapStatistics,
  isStringOneByteRepresentation(content) {
    require('internal/validators').validateString(content, 'content');
    return /^[\0-\u00ff]*$/.test(content);
  },
  promiseHooks: hooks,
  serialize: (value) => format.serialize(value),
  startupSnapshot: { ...snapshot, isBuildingSnapshot: () => false },
});
