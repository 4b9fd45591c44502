// cell: [43]
// clock: virtual
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function* pages() {
  for (let page = 1; page <= 2; page++) {
    await sleep(10);
    yield page;
  }
}
(async () => {
  for await (const page of pages()) console.log('page', page);
  console.log('done');
})();
