// Lists run by their expiry, drained between every two (T3, T4); what a timer starts waits for the next pass (T5); in a timer an
// immediate comes before a new timer (L2).
const say = (text) => () => {
  console.log(text);
  process.nextTick(() => console.log(text, 'tick'));
  queueMicrotask(() => console.log(text, 'micro'));
};
setTimeout(say('two'), 2);
setTimeout(say('one'), 1);
setTimeout(() => {
  console.log('starts');
  setTimeout(say('new timer'), 0);
  setImmediate(say('immediate'));
}, 1);
const cleared = setTimeout(say('never'), 2);
setTimeout(() => clearTimeout(cleared), 1);
const until = performance.now() + 6;
while (performance.now() < until);
