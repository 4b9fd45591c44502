// ET1: duplicates are ignored, capture distinguishes; once; a signal removes.
const t = new EventTarget();
const f = (e) => console.log('f', e.type);
t.addEventListener('x', f);
t.addEventListener('x', f);
t.addEventListener('x', f, { capture: true });
t.addEventListener('x', () => console.log('once'), { once: true });
const ac = new AbortController();
t.addEventListener('x', () => console.log('until abort'), { signal: ac.signal });
t.dispatchEvent(new Event('x'));
ac.abort();
t.removeEventListener('x', f);
t.dispatchEvent(new Event('x'));
t.addEventListener('y', (e) => e.preventDefault());
console.log(t.dispatchEvent(new Event('y', { cancelable: true })), t.dispatchEvent(new Event('y')));
