// G2: an exception in a finally block, caught there.
const { log } = console;
{ const g = (function* () { try { yield 0 } finally { try { throw new Error('x') } catch (e) { log('set', e.message) } log('after') } })();
g.next(); log(g.return(5)); }
{ const g = (async function* () { try { yield 0 } finally { try { throw new Error('x') } catch (e) { log('aset', e.message) } log('after') } })();
g.next(); g.return(5).then(log); }
{ function f() { throw new Error('from go') }
 const g = (function* () { try { yield 0 } finally { try { f() } catch (e) { log('set', e.message) } log('after') } })();
g.next(); log(g.return(5)); }
{ const g = (function* () { try { yield 0 } finally { try { process.nextTick() } catch (e) { log('native', e.message) } log('after') } })();
g.next(); log(g.return(5)); }
{ const g = (function* () { try { yield 0 } finally { try { null.x } catch (e) { log('engine', e.message) } log('after') } })();
g.next(); log(g.return(5)); }
{ const g = (function* () { try { yield 0 } finally { try { yield 1; process.nextTick() } catch (e) { log('native', e.message) } log('after') } })();
g.next(); log(g.return(5)); log(g.next()); }
{ const g = (function* () { try { yield 0 } finally { log('throws'); throw new Error('F'); } })();
g.next(); try { log(g.return(5)); } catch (e) { log('outer', e.message) } }
{ const g = (function* () { try { yield 0 } finally { log('throws'); process.nextTick(); } })();
g.next(); try { log(g.return(5)); } catch (e) { log('outer', e.message) } }
const g = (function* () { try { yield 0; } finally { yield 1; } })();
g.next(); g.return(5);
try { g.throw(new Error('E')); } catch (e) { console.log('failed', e.message); }
console.log('after');
