'use strict';
// What asynchronous work inherits: the numbers of async_hooks and the stores of AsyncLocalStorage. Both travel with
// the scheduler's context.

const { currentId, get, newId, remove, runInFrame, runInResource, runWith, set, snapshot, triggerId } = internal;

module.exports = { currentId, get, newId, remove, runInFrame, runInResource, runWith, set, snapshot, triggerId };
