// using and await using in every place, in the order of jobs.
const log = (...a) => console.log(a.map(String).join(' '));
const sync = (name) => ({ name, [Symbol.dispose]() { log('dispose', name); } });
const later = (name) => ({ name, async [Symbol.asyncDispose]() { log('start', name); await null; log('end', name); } });
const bad = (name) => ({ [Symbol.dispose]() { throw new Error(name); } });

{
  using a = sync('a'), b = sync('b'), none = null;
  log(before(), a.name, b.name, none);
  function before() { return 'hoisted'; }
}
function f() { 'use strict'; using x = sync('f'); return log('in f') ?? 'result'; }
log(f());
for (using x of [sync(1), sync(2), sync(3)]) { if (x.name === 2) break; log('loop', x.name); }
class C { static { using x = sync('static'); log('in static'); } }
const arrow = () => { using x = sync('arrow'); };
arrow();
try { using x = bad('only'); } catch (e) { log(e.message); }
try { using x = bad('dispose'); throw new Error('body'); } catch (e) { log(e.name, e.error.message, e.suppressed.message, e.message); }
try { using x = bad('1'), y = bad('2'), z = bad('3'); } catch (e) { log(e.error.message, e.suppressed.error.message, e.suppressed.suppressed.message); }
try { using x = 5; } catch (e) { log(e.message); }
try { using x = {}; } catch (e) { log(e.message); }
try { using x = sync('initialized'), y = (() => { throw new Error('second'); })(); } catch (e) { log(e.message); }
function* gen() { using x = sync('gen'); yield 1; yield 2; }
for (const v of gen()) { log('gen', v); break; }

(async () => {
  { await using a = later('A'); using b = sync('B'); await using c = later('C'), d = sync('D'); log('body'); }
  async function* ag() { await using x = later('ag'); yield 1; yield 2; }
  for await (const v of ag()) { log('ag', v); break; }
  for (await using x of [later('i'), later('j')]) log('each', x.name);
  for await (await using x of [later('k')]) log('each', x.name);
  try { await using x = { async [Symbol.asyncDispose]() { throw new Error('async'); } }; throw new Error('b'); } catch (e) { log(e.error.message, e.suppressed.message); }
  const g = async () => { await using x = later('g'); return 'value'; };
  log(await g());
})();
