// I5: an unref'ed immediate runs if the turn happens anyway.
setImmediate(() => console.log('unrefed')).unref();
setImmediate(() => { console.log('refed'); setImmediate(() => console.log('never')).unref(); });
