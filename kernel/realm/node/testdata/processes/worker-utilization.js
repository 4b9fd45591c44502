// How busy the loops of threads are.
const { Worker } = require('worker_threads');
const { performance } = require('perf_hooks');
const { eventLoopUtilization } = performance;
const idle = new Worker('setInterval(() => {}, 1000)', { eval: true });
const busy = new Worker('for (;;);', { eval: true });
setTimeout(() => {
  const before = [eventLoopUtilization(), idle.performance.eventLoopUtilization(), busy.performance.eventLoopUtilization()];
  setTimeout(() => {
    const [own, resting, working] = [eventLoopUtilization(before[0]), idle.performance.eventLoopUtilization(before[1]), busy.performance.eventLoopUtilization(before[2])];
    console.log(Object.keys(own).join(), own.utilization < 0.5, resting.utilization < 0.5, working.utilization > 0.9, own.idle > 200);
    const both = eventLoopUtilization(eventLoopUtilization(), before[0]);
    console.log(both.idle > 200, both.active >= 0);
    idle.terminate();
    busy.terminate();
  }, 600);
}, 600);
