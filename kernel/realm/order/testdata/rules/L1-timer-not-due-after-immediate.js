// L1: one that is not due comes after it.
setTimeout(() => console.log('timer'), 50);
setImmediate(() => console.log('immediate'));
