// AB2: any(): after the source's own listeners; the first reason wins.
const a = new AbortController(), b = new AbortController();
const any = AbortSignal.any([a.signal, b.signal]);
any.addEventListener('abort', () => console.log('any', any.reason));
a.signal.addEventListener('abort', () => console.log('a'));
a.abort('from a');
b.abort('from b');
console.log(any.reason, AbortSignal.any([b.signal, a.signal]).reason, AbortSignal.any([]).aborted);
