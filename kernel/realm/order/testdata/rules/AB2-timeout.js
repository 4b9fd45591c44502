// AB2: timeout() is unref'ed; its reason is a TimeoutError.
const signal = AbortSignal.timeout(5);
signal.onabort = () => console.log(signal.reason.name, signal.reason.code, signal.reason instanceof DOMException);
setTimeout(() => console.log('end'), 60);
AbortSignal.timeout(10000).onabort = () => console.log('never');
