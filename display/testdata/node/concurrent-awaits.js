// cell: [27]
// clock: virtual
const load = (what, ms) => new Promise((resolve) => setTimeout(resolve, ms, what));
async function page() {
  const [user, news] = await Promise.all([load('user', 30), load('news', 40)]);
  console.log(user, news);
}
page();
