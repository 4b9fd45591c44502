// cell: [36]
// clock: virtual
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let attempt = 0;
async function flaky() {
  if (++attempt < 3) throw new Error(`attempt ${attempt} failed`);
  return 'ok';
}
async function retry(f, delay) {
  try {
    return await f();
  } catch (e) {
    console.log(`${e.message}, again in ${delay} ms`);
    await sleep(delay);
    return retry(f, delay * 2);
  }
}
retry(flaky, 1000).then((v) => console.log(v));
