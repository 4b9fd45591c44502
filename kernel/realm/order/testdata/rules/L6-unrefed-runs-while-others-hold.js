// L6: it runs all the same if something else holds the loop.
setTimeout(() => console.log('unrefed timer'), 20).unref();
setImmediate(() => console.log('unrefed immediate')).unref();
setTimeout(() => console.log('end'), 100);
