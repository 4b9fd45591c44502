// cell: [38]
async function count(name) {
  for (let i = 1; i <= 3; i++) {
    await null;
    console.log(name, i);
  }
}
count('a');
count('b');
