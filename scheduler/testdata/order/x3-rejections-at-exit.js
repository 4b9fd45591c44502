// X3: rejections made by exit listeners are reported
require('../prelude.js');
process.on('unhandledRejection', (r) => { log('unhandled', r); process.nextTick(() => log('never')); queueMicrotask(() => log('micro')); });
process.on('exit', (code) => { log('exit', code); Promise.reject('x'); });
