// AB1: abort sets, then dispatches, synchronously; a second abort and later listeners are ignored.
const ac = new AbortController();
const { signal } = ac;
signal.addEventListener('abort', () => console.log('listener', signal.aborted, signal.reason));
signal.onabort = () => console.log('onabort');
signal.addEventListener('abort', () => console.log('last'));
ac.abort('first');
ac.abort('second');
signal.addEventListener('abort', () => console.log('never'));
console.log(signal.reason);
try { signal.throwIfAborted(); } catch (e) { console.log('thrown', e); }
