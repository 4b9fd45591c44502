// U7: an error is made while promises wait for each other in a ring.
const log = console.log;
const err = (m) => new Error(m);
const p = [Promise.resolve('p0'), Promise.resolve('p1')];
const d = new Promise(() => {});
p[0] = p[1].then((v) => { if (log('then 91', v)) return;  return Promise.any([p[0], d, (async () => { 
          for await (const x of 'v85') { log('loop 82', x);  throw err('E81'); } log('after 83');
         return ; })()]); }).catch((e) => { log('caught 123', e); });
