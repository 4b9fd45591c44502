// T2: what a duration becomes.
for (const ms of [undefined, null, 0, 1, 1.9, 0.5, -5, NaN, '7', 'x', {}, [3], 2 ** 31 - 1, 2 ** 31, Infinity, true]) {
  const t = setTimeout(() => {}, ms);
  console.log(String(ms), t._idleTimeout);
  clearTimeout(t);
}
for (const bad of [undefined, 'f', {}]) {
  try { setTimeout(bad); } catch (e) { console.log(e.code); }
}
