// cell: [29]
const never = new Promise(() => {});
async function waitForIt() {
  console.log('before');
  await never;
  console.log('after');
}
const waiting = waitForIt();
const both = Promise.all([waiting, Promise.resolve(1)]);
both.then(() => console.log('never printed'));
