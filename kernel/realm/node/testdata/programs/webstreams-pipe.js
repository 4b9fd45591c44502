// pipeTo, microtask by microtask: a counting chain beside each pipe.
const log = (...args) => console.log(...args);
const wait = () => new Promise((r) => setTimeout(r, 5));

function micro(n, label) {
  let p = Promise.resolve();
  for (let i = 0; i < n; i++) p = p.then(() => { log('m', label, i); });
}

(async () => {
  log('--- A: chunks preloaded, hwm big');
  {
    const s=new ReadableStream({start(c){for(let i=0;i<4;i++)c.enqueue(i); c.close()}});
    await wait();
    micro(24,'A');
    await s.pipeTo(new WritableStream({write(x){log('w',x)},close(){log('close')}},{highWaterMark:10}));
    log('done');
  }
  await wait();
  log('--- B: preloaded, hwm 1');
  {
    const s=new ReadableStream({start(c){for(let i=0;i<4;i++)c.enqueue(i); c.close()}});
    const w=new WritableStream({write(x){log('w',x)},close(){log('close')}});
    await wait();
    micro(24,'B');
    await s.pipeTo(w);
    log('done');
  }
  await wait();
  log('--- C: pull one by one, hwm 10');
  {
    let n=0;
    const s=new ReadableStream({pull(c){log('pull',n);n<4?c.enqueue(n++):c.close()}},{highWaterMark:0});
    const w=new WritableStream({write(x){log('w',x)},close(){log('close')}},{highWaterMark:10});
    await wait();
    micro(24,'C');
    await s.pipeTo(w);
    log('done');
  }
  await wait();
  log('--- D: pull, hwm 1');
  {
    let n=0;
    const s=new ReadableStream({pull(c){log('pull',n);n<4?c.enqueue(n++):c.close()}},{highWaterMark:0});
    const w=new WritableStream({write(x){log('w',x)},close(){log('close')}});
    await wait();
    micro(34,'D');
    await s.pipeTo(w);
    log('done');
  }
  await wait();
  log('--- E: pull hwm1/1');
  {
    let n=0;
    const s=new ReadableStream({pull(c){log('pull',n);n<4?c.enqueue(n++):c.close()}});
    const w=new WritableStream({write(x){log('w',x)},close(){log('close')}});
    await wait();
    micro(34,'E');
    await s.pipeTo(w);
    log('done');
  }
  await wait();
  log('--- F: error');
  {
    const s=new ReadableStream({pull(c){c.error('x')}},{highWaterMark:0});
    const w=new WritableStream({abort(r){log('abort',r)}});
    await wait();
    micro(14,'F');
    await s.pipeTo(w).catch(e=>log('rej',e));
  }
  await wait();
  log('--- G: slow write');
  {
    const s=new ReadableStream({start(c){for(let i=0;i<4;i++)c.enqueue(i); c.close()}});
    const w=new WritableStream({async write(x){log('w',x); await 0; await 0; log('wd',x)},close(){log('close')}});
    await wait();
    micro(24,'G');
    await s.pipeTo(w);
    log('done');
  }
  await wait();
})();
