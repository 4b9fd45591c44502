const EventEmitter = require('events');
const util=require('util');
const e = new EventEmitter();
console.log(e.on('x', () => console.log('hi')) === e, e.emit('x'), e.emit('y'));
try { e.emit('error', new Error('boom')) } catch (err) { console.log(err.message) }
try { e.emit('error', 5) } catch (err) { console.log(err.name, err.code, err.message, err.context, String(err), err.stack.split('\n')[0]) }
try { e.on('x', 3) } catch (err) { console.log(err.name, err.code, err.message, err.constructor === TypeError, Object.keys(err).join()) }
const ac = new AbortController();
ac.signal.addEventListener('abort', () => console.log('aborted', ac.signal.reason.name, ac.signal.reason.code));
ac.abort();
EventEmitter.once(e, 'z').then((v) => console.log('once', v.length, v[0]));
e.emit('z', 1);
const t = new EventTarget();
t.addEventListener('a', (ev) => console.log(ev.type, ev.target === t, ev.eventPhase));
t.dispatchEvent(new Event('a'));
EventEmitter.once(e, 'w', { signal: AbortSignal.abort() }).catch((r) => console.log(r.name, r.code, r.message, r.cause.name));
EventEmitter.on(e, 'q'); 
