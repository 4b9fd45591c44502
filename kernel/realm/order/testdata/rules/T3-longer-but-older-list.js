// T3: a longer list that expires in the same millisecond and is older comes first.
const block = require('./lib/block.js');
const until = (ms) => { while (Math.floor(performance.now()) < ms); };
(function attempt() {
  const longer = setTimeout(() => console.log('12 ms'), 12);
  until(Math.floor(performance.now()) + 4);
  const shorter = setTimeout(() => console.log('8 ms'), 8);
  if (shorter._idleStart - longer._idleStart === 4) return block(30);
  clearTimeout(longer); // the machine was busy
  clearTimeout(shorter);
  attempt();
})();
