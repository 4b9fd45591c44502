setTimeout(() => console.log('100 ms'), 100);
setTimeout(() => console.log('10 ms'), 10);
