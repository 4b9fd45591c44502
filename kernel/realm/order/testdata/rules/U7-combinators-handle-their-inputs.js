// U7: combinators handle all their inputs.
process.on('unhandledRejection', (e) => console.log('unhandled', e.errors ?? e));
Promise.allSettled([Promise.reject(1), Promise.reject(2)]);
Promise.race([Promise.resolve(3), Promise.reject(4)]);
Promise.all([Promise.reject(5), Promise.reject(6)]);
Promise.any([Promise.reject(7), Promise.reject(8)]);
