// ET1: a listener added during dispatch of its type runs in it; a removed one does not.
const t = new EventTarget();
const late = () => console.log('added during dispatch');
const gone = () => console.log('never');
t.addEventListener('x', () => { console.log('first'); t.addEventListener('x', late); t.removeEventListener('x', gone); });
t.addEventListener('x', gone);
console.log(t.dispatchEvent(new Event('x')));
