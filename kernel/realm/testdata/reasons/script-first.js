Promise.resolve().then(() => console.log('later'));
console.log('the body first, to its end');
