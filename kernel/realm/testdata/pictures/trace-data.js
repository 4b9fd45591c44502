//%%timeline data
const p = Promise.reject(new Error('lost'));
process.on('unhandledRejection', () => {});
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
console.log('sync');
// %% cell
process.removeAllListeners('unhandledRejection');
[trace.order('sync', 'tick', 'micro'), trace.order('micro', 'tick'), trace.order('nothing'), trace.order()]
// %% cell
const t = trace();
[t.v, t.cell, t.steps, t.events.length, t.events[0].q, t.promises.unhandled.length, trace.promises.rejected[0].value, trace.output.length]
// %% cell
JSON.stringify(trace(1).events[1])
// %% cell
Object.keys(trace())
// %% cell
timeline({ svg: true })
// %% cell
timeline({ data: true, cell: 1 })
// %% cell
promises({ all: true, jobs: true })
// %% cell
hints()
