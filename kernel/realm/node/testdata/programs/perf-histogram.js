// perf_hooks: histograms, the delay of the event loop.
const { createHistogram, monitorEventLoopDelay, performance } = require('perf_hooks');
const t=(f)=>{ try { console.log(f()) } catch (e) { console.log('!!', e.name, e.message, e.code) } };
const h=createHistogram();
t(()=>[h.min,h.max,h.mean,h.stddev,h.count,h.exceeds,h.countBigInt,h.minBigInt,h.maxBigInt,h.exceedsBigInt]);
t(()=>h.percentile(50)); t(()=>h.percentiles);
for (const v of [1,2,3,100,2047,2048,2049,5000,123456,99999999]) h.record(v);
h.record(5n);
t(()=>h); t(()=>[h.percentile(1),h.percentile(50),h.percentile(99),h.percentile(100),h.percentileBigInt(50)]); t(()=>h.percentiles); t(()=>h.percentilesBigInt); t(()=>h.toJSON());
t(()=>h.record(0)); t(()=>h.record('a')); t(()=>h.record(-1)); t(()=>h.record(1.5)); t(()=>h.percentile(0)); t(()=>h.percentile('a')); t(()=>h.percentile(101)); t(()=>h.recordDelta());
const a=createHistogram({lowest:1,highest:1000,figures:2}); for (let i=1;i<=100;i++) a.record(i*7); a.record(5000);
t(()=>a); const b=createHistogram({lowest:1,highest:1000,figures:2}); b.record(3); b.add(a); t(()=>[b.count,b.min,b.max,b.mean,b.stddev]); b.reset(); t(()=>b);
t(()=>createHistogram({lowest:0})); t(()=>createHistogram({highest:1})); t(()=>createHistogram({figures:7})); t(()=>createHistogram({lowest:'a'})); t(()=>createHistogram(5)); t(()=>b.add(5));
t(()=>createHistogram({lowest:10n, highest: 2000n}).count);
const m=monitorEventLoopDelay({resolution:5}); t(()=>[m.constructor.name, m.count, m.enable(), m.enable(), m.disable(), m.disable()]); t(()=>monitorEventLoopDelay({resolution:0})); t(()=>monitorEventLoopDelay(5)); t(()=>monitorEventLoopDelay({resolution:'a'}));
t(()=>m);
m.enable(); (function wait() { if (m.count <= 3) { setTimeout(wait, 5); return; } m.disable(); console.log(m.count>3, m.min>1e6, m.max>=m.min, m.mean>1e6); })();
t(()=>performance.timerify(()=>{}, {histogram:5}));
console.log(require('util').inspect(h,{depth:-1}), typeof structuredClone);
