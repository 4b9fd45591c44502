const wrapped = async () => Promise.resolve('a promise that is returned');
wrapped().then((v) => console.log(v));
(async () => { for (let i = 1; i <= 4; i++) { await null; console.log('job', i); } })();
