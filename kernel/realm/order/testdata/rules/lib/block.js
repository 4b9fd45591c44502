// block keeps the thread busy for some milliseconds: what should be due afterwards is due.
module.exports = (ms) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};
