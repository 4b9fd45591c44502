// cell: [14]
const thenable = { then(resolve) { console.log('then called'); resolve('value'); } };
(async () => console.log('got', await thenable))();
(async () => { await null; console.log('plain await'); await null; console.log('second plain await'); })();
