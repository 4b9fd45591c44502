// performance: marks, measures, observers, checks. Times are shown only where the program chose them.
const { performance, PerformanceObserver, PerformanceEntry, PerformanceMark, PerformanceMeasure, monitorEventLoopDelay, constants } = require('perf_hooks');
const log = (...a) => console.log(...a);
const thrown = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
log(performance === globalThis.performance, typeof performance.now(), performance.now() <= performance.now(), Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 100, Object.prototype.toString.call(performance));
log(performance.mark('a', { startTime: 10, detail: { x: [1] } }));
performance.mark('b', { startTime: 30 });
log(performance.measure('a to b', 'a', 'b'));
log(performance.measure('opts', { start: 'a', duration: 5, detail: 'd' }).toJSON());
log(performance.measure('end', { end: 'b', duration: 7 }).startTime, performance.measure('n', { start: 1, end: 4 }).duration, performance.measure('from 0', { end: 50 }).duration);
log(performance.getEntries().map((e) => `${e.entryType}:${e.name}:${e.startTime}:${e.duration}`));
log(performance.getEntriesByName('a').length, performance.getEntriesByName('a', 'measure').length, performance.getEntriesByType('measure').length, performance.getEntriesByType('zzz'));
for (const f of [() => performance.mark(), () => performance.mark('x', 5), () => performance.mark('x', { startTime: -1 }), () => performance.mark('x', { startTime: 'a' }), () => performance.mark('nodeStart'), () => performance.mark('x', { detail: () => {} }), () => performance.measure(), () => performance.measure('m', 'nope'), () => performance.measure('m', 'a', 'nope'), () => performance.measure('m', { start: 1, end: 2, duration: 3 }), () => performance.measure('m', { start: 1 }, 'b'), () => performance.measure(5), () => performance.measure('m', -5, 'b').startTime, () => performance.getEntriesByName(), () => performance.getEntriesByType(), () => new PerformanceEntry(), () => new PerformanceMeasure(), () => new PerformanceMark(), () => new performance.constructor(), () => performance.now.call({}), () => performance.clearMarks('nodeStart'), () => new PerformanceObserver(), () => new PerformanceObserver(() => {}).observe(), () => new PerformanceObserver(() => {}).observe({ entryTypes: 'x' }), () => new PerformanceObserver(() => {}).observe({ entryTypes: ['mark'], type: 'mark' }), () => performance.timerify(5), () => performance.timerify(() => {}, 5)]) log(thrown(f));
log(new PerformanceMark('own', { startTime: 1 }).name, performance.getEntriesByName('own').length, PerformanceObserver.supportedEntryTypes.includes('mark'), Object.keys(constants).length);
const o = new PerformanceObserver((list, obs) => {
  log('observed', list.getEntries().map((e) => e.name), list.getEntriesByType('mark').length, list.getEntriesByName('two').length, obs === o);
  obs.disconnect();
  buffered();
});
o.observe({ entryTypes: ['measure', 'mark', 'nonsense'] });
log(o);
performance.mark('two', { startTime: 2 });
performance.mark('one', { startTime: 1 });
performance.measure('three', { start: 3, end: 4 });
process.nextTick(() => log('tick'));
setTimeout(() => {}, 0);
function buffered() {
  const p = new PerformanceObserver((list) => { log('buffered', list.getEntries().length); timed(); p.disconnect(); });
  p.observe({ type: 'mark', buffered: true });
  log(thrown(() => p.observe({ entryTypes: ['mark'] })));
}
function timed() {
  performance.clearMarks('a');
  log(performance.getEntriesByType('mark').map((e) => e.name));
  performance.clearMarks();
  performance.clearMeasures('three');
  log(performance.getEntries().length, performance.getEntriesByType('mark').length);
  performance.clearMeasures();
  log(performance.getEntries());
  const f = performance.timerify(function work(a, b) { return a + b; });
  const q = new PerformanceObserver((list) => { const [e] = list.getEntries(); log(e.name, e.entryType, e.detail, e[0], e[1]); q.disconnect(); });
  q.observe({ entryTypes: ['function'] });
  log(f.name, f.length, f(1, 2));
  const elu = performance.eventLoopUtilization();
  log(Object.keys(elu), Object.keys(performance.toJSON()));
}
