// cell: [26]
// clock: virtual
const load = (what, ms) => new Promise((resolve) => setTimeout(resolve, ms, what));
async function page() {
  const user = await load('user', 30);
  const news = await load('news', 40);
  console.log(user, news);
}
page();
