'use strict';
// Runs the rows of the table one after another and prints the steps of each. The ruler starts after the row's program: what
// runs before its first turn is at step 1. Before any job runs the step is 0.
class Sub extends Promise {}
const p = Promise.resolve('v');
const bad = Promise.reject('r');
bad.catch(() => {});
const thenable = (v) => ({ then(yes) { yes(v); } });
process.on('unhandledRejection', () => {});

let step;
let hits;
const hit = () => { hits.push(step); };

const LENGTH = 20;
function ruler() {
  let turn = Promise.resolve();
  for (let i = 1; i <= LENGTH; i++) turn = turn.then(() => { step = i + 1; });
}

async function measure(rows) {
  for (const [id, prepare] of rows) {
    const start = await prepare({ hit, p, bad, thenable, Sub });
    await new Promise(setImmediate);
    step = 0;
    hits = [];
    const own = hits;
    start();
    step = 1;
    ruler();
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    console.log(id, own.join(' '));
  }
}

module.exports = { measure };
