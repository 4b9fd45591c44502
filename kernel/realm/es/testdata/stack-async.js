// Stacks of async functions whose promises are called methods of.
const sleep = ms => new Promise(r => setTimeout(r, ms));
const f = async id => { await sleep(5); throw new Error('x' + id); };
const o = { m: async () => { await sleep(1); throw new Error('m'); }, async k() { await sleep(1); throw new Error('k'); } };
async function g() {
  await f(3).catch(e => console.log(e.stack.replaceAll(__filename, "file")));
  await f(4).then(null, e => console.log(e.stack.replaceAll(__filename, "file")));
  try { await o.m(); } catch (e) { console.log(e.stack.replaceAll(__filename, "file")); }
  try { await o.k(); } catch (e) { console.log(e.stack.replaceAll(__filename, "file")); }
  try { await f(5); } catch (e) { console.log(e.stack.replaceAll(__filename, "file")); }
}
g();
