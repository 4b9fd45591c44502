// cell: [17]
// clock: virtual
const after = (ms, f) => new Promise((resolve, reject) => setTimeout(() => f(resolve, reject), ms));
const a = after(30, (ok) => ok('Data A'));
const b = after(10, (ok, no) => no(new Error('Error B')));
const c = after(20, (ok) => ok({ id: 3, name: 'Data C' }));
Promise.allSettled([a, b, c]).then((all) => console.log(all.map((o) => o.status).join()));
