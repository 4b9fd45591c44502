process.on('unhandledRejection', (e) => console.log('unhandled', e.message));
Promise.reject(new Error('lost'));
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('promise'));
