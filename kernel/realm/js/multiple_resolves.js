// process 'multipleResolves' (deprecated): from the first listener on, the global Promise tells when a promise made by
// it is settled again. Promises made before, and by async functions, are not watched.
const Intrinsic = Promise;
const { emit, nextTick } = natives;

function watched(executor, made) {
  let settled = false;
  const note = (type, value) => {
    if (settled) nextTick(() => emit(type, made.promise, value));
    settled = true;
  };
  return (resolve, reject) => {
    const first = (type, settle) => (value) => {
      note(type, value);
      settle(value);
    };
    try {
      executor(first('resolve', resolve), first('reject', reject));
    } catch (error) {
      note('reject', error);
      throw error;
    }
  };
}

natives.Promise = new Proxy(Intrinsic, {
  construct(target, args, newTarget) {
    if (typeof args[0] !== 'function') return Reflect.construct(target, args, newTarget);
    const made = {};
    made.promise = Reflect.construct(target, [watched(args[0], made)], newTarget === natives.Promise ? target : newTarget);
    return made.promise;
  },
});
