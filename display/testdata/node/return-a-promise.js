// cell: [13]
async function plain() { return 1; }
async function wrapped() { return Promise.resolve(2); }
wrapped().then((v) => console.log('wrapped', v));
plain().then((v) => console.log('plain', v))
  .then(() => console.log('one later'))
  .then(() => console.log('two later'))
  .then(() => console.log('three later'));
