import './lib/middle.mjs';
console.log('a');
  await new Promise(() => {});
