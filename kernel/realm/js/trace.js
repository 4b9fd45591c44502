// What trace() gives, and what trace itself has: the last recorded run as plain data, and a few questions it answers.
// natives.read(which) is the JSON of a run.
'use strict';
const hidden = (o, name, get) => Object.defineProperty(o, name, { get, configurable: true, enumerable: false });

/** Everything that was printed, in lines, with the step that printed it. */
function printed(t) {
  const lines = [];
  for (const e of t.events) {
    for (const text of e.out ?? []) {
      for (const line of text.split('\n')) lines.push({ line, n: e.n });
    }
  }
  return lines;
}

/** Whether these lines were printed in this order, others between them or not; without any, all lines. */
function order(t, wanted) {
  const lines = printed(t);
  if (wanted.length === 0) return lines.map((l) => l.line);
  let from = 0;
  for (const want of wanted) {
    const text = String(want);
    const at = lines.findIndex((l, i) => i >= from && l.line === text);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

function dress(t) {
  const promises = t.promises ?? [];
  for (const state of ['pending', 'fulfilled', 'rejected']) hidden(promises, state, () => promises.filter((p) => p.state === state));
  hidden(promises, 'unhandled', () => promises.filter((p) => p.state === 'rejected' && p.handled === undefined && !p.internal));
  hidden(promises, 'named', () => Object.fromEntries(promises.filter((p) => p.name).map((p) => [p.name, p])));
  t.promises = promises;
  Object.defineProperty(t, 'order', { value: (...lines) => order(t, lines), enumerable: false, configurable: true });
  hidden(t, 'output', () => order(t, []));
  return t;
}

const last = (which) => dress(JSON.parse(natives.read(which)));
function trace(cell) { return last(cell); }
trace.order = (...lines) => last().order(...lines);
for (const name of ['promises', 'events', 'output', 'turns', 'steps', 'counts']) hidden(trace, name, () => last()[name]);
natives.trace = trace;
