// X3: rejections made there are reported.
process.on('unhandledRejection', (e) => console.log('unhandled', e));
process.on('exit', () => { Promise.reject('at exit'); });
