// U4: in throw mode (the default) a rejection without listener is an uncaught exception; handled, the batch goes on.
process.on('uncaughtException', (e, origin) => console.log(e.name, e.code, e.message.slice(-12), origin));
Promise.reject(new RangeError('an error itself'));
Promise.reject('text');
Promise.reject({ a: 1 });
Promise.reject(Symbol('s'));
