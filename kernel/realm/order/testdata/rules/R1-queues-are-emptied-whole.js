// R1: microtasks made by microtasks come before the ticks they made; then those ticks, whole, and so on.
const start = (queue, other, depth) => queue(() => {
  console.log(queue.name, depth);
  if (depth === 3) return;
  start(queue, other, depth + 1);
  start(other, queue, depth + 1);
});
start(process.nextTick, queueMicrotask, 1);
start(queueMicrotask, process.nextTick, 1);
