// E9: emit('error') without a listener throws the error itself, synchronously; what is no error is wrapped.
const EventEmitter = require('events');
const e = new EventEmitter();
e.on(EventEmitter.errorMonitor, (error) => console.log('monitor', error.message ?? error));
try { e.emit('error', new Error('boom')); } catch (error) { console.log('thrown', error.message); }
try { e.emit('error', { a: 1 }); } catch (error) { console.log(error.code, error.context); }
try { e.emit('error'); } catch (error) { console.log(error.code, error.context); }
