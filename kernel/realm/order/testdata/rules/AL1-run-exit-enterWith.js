// AL1: run, exit, enterWith, snapshot, bind.
const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const als = new AsyncLocalStorage();
const show = (what) => console.log(what, als.getStore());
als.run('a', () => {
  als.exit(() => show('exit'));
  show('back in a');
  const snapshot = AsyncLocalStorage.snapshot();
  const bound = AsyncResource.bind(() => show('bound'));
  als.run('b', () => { snapshot(() => show('snapshot')); bound(); });
  als.enterWith('c');
  setImmediate(() => show('immediate'));
  show('entered');
});
show('outside');
