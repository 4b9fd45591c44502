let n = 0;
setTimeout(() => console.log('timer after', n), 1);
(function hop() {
  if (++n < 200) queueMicrotask(hop);
})();
for (const end = Date.now() + 5; Date.now() < end;);
