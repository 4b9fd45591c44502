// flags: --unhandled-rejections=warn-with-error-code
// U5: warnings, and the exit code.
process.on('warning', (w) => console.log('warning', w.name));
process.on('exit', (c) => console.log('exit', c));
Promise.reject('one');
setTimeout(() => console.log('goes on'), 5);
