const { scheduler, setTimeout: st, setInterval: si, setImmediate: sim } = require('timers/promises');
const t = setTimeout((a, b) => console.log('t', a, b), 1, 'x', 'y');
const i = setInterval(function() { console.log('i', this === i, i._destroyed); if (++n === 3) { clearInterval(i); console.log(i._destroyed, i._idleTimeout) } }, 2); let n = 0;
setImmediate((v) => console.log('imm', v), 4);
console.log(Object.keys(t).join(), Object.keys(setImmediate(() => {})).join(), t.hasRef(), t.unref() === t, t.hasRef(), t.ref().hasRef());
const u = setTimeout(() => console.log('never'), 1); clearTimeout(+u);
const w = setTimeout(() => console.log('never'), 1); clearTimeout(`${w}`);
try { setTimeout(3) } catch (e) { console.log(e.code, e.message) }
st(5, 'val').then((v) => console.log(v));
sim('im').then((v) => console.log(v));
st('x').catch((e) => console.log(e.code, e.message));
st(1, 1, { signal: 3 }).catch((e) => console.log(e.code, e.message));
st(1, 1, { ref: 3 }).catch((e) => console.log(e.code, e.message));
const ac = new AbortController(); st(1000, 1, { signal: ac.signal }).catch((e) => console.log(e.name, e.code, e.message, e.cause)); ac.abort('why');
(async () => {
  const it = si(20, 'tick');
  for (let k = 0; k < 3; k++) console.log(await it.next());
  console.log(await it.return('bye'), await it.next());
  console.log(Object.prototype.toString.call(it));
})();
scheduler.wait(3).then(() => console.log('waited')); scheduler.yield().then(() => console.log('yielded'));
console.log(require('timers').promises === require('timers/promises'), require('util').inspect.custom.toString());
process.on('warning', (w) => console.log(w.name, w.message));
setTimeout(() => {}, 2 ** 40); setTimeout(() => {}, -1); setTimeout(() => {}, NaN); setTimeout(() => {}, NaN);
