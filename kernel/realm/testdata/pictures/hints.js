//%%timeline
async function save(name) { await null; console.log('saved', name); }
async function all() {
  save('a');
  void save('b');
  save('c'); // loopbook: allow floating-promise
  await save('d');
}
all();
console.log('done?');
// %% cell
//%%timeline hints=off
save('a');
await save('b');
console.log('done?');
// %% cell
//%%hints
[1, 2].forEach(async (n) => { await null; console.log(n); });
new Promise(() => {}).then(() => console.log('never'));
undefined;
// %% cell
//%%hints off floating-promise
//%%timeline
save('a');
await save('b');
// %% cell
//%%hints
await save('clean');
// %% cell
//%%virtual
//%%timeline
const load = (what, ms) => new Promise((resolve) => setTimeout(resolve, ms, what));
const user = await load('user', 30);
const news = await load('news', 40);
console.log(user, news);
// %% cell
%hints off
// %% cell
//%%timeline
save('a');
await save('b');
