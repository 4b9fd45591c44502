// T13: with a signal the promise is wrapped twice, and settles as many steps later.
'use strict';
const timers = require('timers/promises');
const { writeFileSync, unlinkSync } = require('fs');
const fs = require('fs/promises');
const util = require('util');
const { log } = console;
const steps = (n, name) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log(name, i)); };
const show = (name) => [(v) => log(name, v), (e) => log(name, e.code ?? e.message)];
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
(async () => {
  for (const [name, start] of [
    ['setImmediate', (signal) => timers.setImmediate('v', { signal })],
    ['setTimeout', (signal) => timers.setTimeout(1, 'v', { signal })],
    ['wait', (signal) => timers.scheduler.wait(1, { signal })],
  ]) {
    let ac = new AbortController();
    start(ac.signal).then(...show(name));
    if (name === 'setImmediate') setImmediate(() => steps(10, name));
    else setTimeout(() => steps(10, name), 1);
    await turn();
    ac = new AbortController();
    start(ac.signal).then(...show(name));
    ac.abort();
    steps(10, name + ', aborted');
    await turn();
    start(ac.signal).then(...show(name));
    steps(4, name + ', aborted before');
    await turn();
  }
  let ac = new AbortController();
  util.aborted(ac.signal, ac).then((v) => log('util.aborted', v?.type));
  ac.abort();
  steps(4, 'aborted');
  await turn();
  util.aborted(ac.signal, ac).then((v) => log('util.aborted', v));
  steps(4, 'aborted before');
  await turn();
  util.aborted(1, ac).then(...show('util.aborted'));
  steps(4, 'no signal');
  await turn();
})();
