// ESM5: how many turns of the microtask queue import() takes: to the body, and to the handler. Each line is an import (or
// several at once) of something with what it printed, behind the number of the turn.
const specs = ['leaf9.mjs', 'leaf9.mjs', 'one.mjs', 'one.mjs', 'two.mjs', 'chain2.mjs', 'chain3.mjs,chain3.mjs,leaf4.mjs', 'builtin.mjs', 'cjsdep.mjs',
  'direct.cjs', 'direct.cjs', 'a.json+json', 'a.json+json', 'a.json', 'leaf6.mjs', 'loadeddep.mjs', 'node:fs', 'node:os,node:os', 'node:os', 'node:nope', 'missing.mjs',
  'missing.mjs', 'bad.mjs', 'bad.mjs', 'badlink.mjs', 'badlink.mjs', 'baddep.mjs', 'cyca.mjs', 'tla.mjs', 'tla.mjs', 'throws.mjs', 'throws.mjs',
  'tthrows.mjs', 'tthrows.mjs', 'depthrows.mjs', 'leaf8.mjs,leaf8.mjs', 'leaf8.mjs,leaf9.mjs'];
const { log } = console;
let turn;
let heard;
console.log = (...words) => heard.push(`${turn} ${words.join(' ')}`);
(function next() {
  const spec = specs.shift();
  if (!spec) return;
  turn = 0;
  heard = [];
  let p = Promise.resolve();
  for (let i = 1; i < 30; i++) p = p.then(() => { turn = i; });
  for (const one of spec.split(',')) {
    const [file, type] = one.split('+');
    import(file.startsWith('node:') ? file : `./lib/steps/${file}`, type && { with: { type } })
      .then(() => console.log('over'), (e) => console.log('failed', e.code ?? e.name));
  }
  setImmediate(() => {
    log(`${spec}: ${heard.join(', ')}`);
    next();
  });
})();
