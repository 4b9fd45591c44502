// cell: [24]
// clock: virtual
const save = (id) => new Promise((resolve) => setTimeout(resolve, 10, id));
[1, 2, 3].forEach(async (id) => {
  await save(id);
  console.log('saved', id);
});
console.log('all saved?');
