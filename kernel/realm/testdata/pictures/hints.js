//%%timeline
async function save(name) { await null; console.log('saved', name); }
save('a');
void save('b');
save('c'); // loopbook: allow floating-promise
console.log('done?');
// %% cell
//%%timeline hints=off
save('a');
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
undefined;
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
undefined;
