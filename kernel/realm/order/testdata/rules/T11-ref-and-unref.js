// T11: ref and unref return the timer, can be repeated, and hasRef tells.
const t = setTimeout(() => console.log('never'), 1000);
console.log(t.hasRef(), t.unref() === t, t.unref().hasRef(), t.ref() === t, t.ref().hasRef());
t.unref();
const again = setTimeout(() => console.log('held by ref'), 5).unref();
again.ref();
