// G5: return() of what turns out to be rejected, while the generator is in a yield*: V8 asks next() of the inner iterator.
const inner = (kind, log, methods) => ({ [Symbol[kind]]() {
  const step = (name) => (v) => { log.push(`${name}(${v})`); return kind === 'asyncIterator' ? Promise.resolve({ done: false, value: name }) : { done: false, value: name }; };
  const o = {};
  for (const m of methods) o[m] = step(m);
  return o;
} });
(async () => {
  for (const kind of ['iterator', 'asyncIterator']) for (const methods of [['next'], ['next', 'return'], ['next', 'throw'], ['next', 'throw', 'return']])
    for (const [what, x] of [['rejected', () => Promise.reject('r')], ['thenable', () => ({ then(a, b) { b('t'); } })], ['getter', () => ({ get then() { throw 'g'; } })], ['fine', () => Promise.resolve('v')], ['constructor', () => { const p = Promise.resolve(1); Object.defineProperty(p, 'constructor', { get() { throw 'c'; } }); return p; }]]) {
      const log = [];
      const g = (async function* () { try { yield* inner(kind, log, methods); } catch (e) { log.push('caught ' + (e.message ?? e)); } finally { log.push('finally'); } })();
      await g.next();
      try { log.push(JSON.stringify(await g.return(x()))); } catch (e) { log.push('failed ' + (e.message ?? e)); }
      try { log.push(JSON.stringify(await g.next('n'))); } catch (e) { log.push('failed ' + (e.message ?? e)); }
      console.log(kind, methods.join(), what, log.join(' | '));
    }
})();
