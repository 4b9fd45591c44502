// cell: [39]
async function risky() {
  await null;
  throw new TypeError('no such user');
}
(async () => {
  try {
    await risky();
  } catch (e) {
    console.log('caught', e.message);
  } finally {
    console.log('finally');
  }
})();
Promise.reject(1).finally(() => console.log('cleanup')).catch((e) => console.log('rejected with', e));
