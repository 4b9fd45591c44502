// vm: scripts in strict mode, constructors of contexts.
const vm=require('vm'); const t=(f)=>{ try { console.log(f()) } catch (e) { console.log('!!', e.name, e.message, e.code) } };
t(()=>vm.runInNewContext('"use strict"; (function () { return this })() === undefined'));
t(()=>vm.runInNewContext('"use strict"; undeclared = 5'));
t(()=>{ const c={}; vm.runInNewContext('"use strict"; var a = 5; function f() { return this } let z = 6; const r = [a, z, f() === undefined, this === globalThis]; result = r',c) });
t(()=>{ const c={result:0}; vm.runInNewContext('"use strict"; var a = 5; function f() { return this } let z = 6; const r = [a, z, f() === undefined, this === globalThis]; result = r',c); return [c.a, c.result, typeof c.f] });
t(()=>vm.runInNewContext("'use strict'; if (1) { 7 }")); t(()=>vm.runInNewContext("'use strict'")); t(()=>vm.runInNewContext("'use strict'; class A { m() { return 8 } } new A().m()"));
t(()=>vm.runInNewContext("'use strict'; with ({}) {}")); t(()=>vm.runInNewContext("'use strict'; typeof process"));
t(()=>vm.runInNewContext('String(Array) + Function.prototype.toString.call(Object)+ Array.name + Array.length + typeof Array + Date().length+ typeof Date() + Error("x").message + Object(5) + RegExp("a").source'));
t(()=>{ const O=vm.runInNewContext('Object'); return O instanceof O });
t(()=>vm.runInNewContext('try { Map() } catch (e) { e.message } '));
t(()=>vm.runInNewContext('class P extends Promise {} ; [new P(() => {}) instanceof P, new P(() => {}) instanceof Promise, P.resolve(1) instanceof P].join()'));
t(()=>vm.runInNewContext('class E extends Error { constructor(m) { super(m); this.name = "E" } } ; try { throw new E("m") } catch (e) { [e instanceof E, e instanceof Error, String(e), e.stack.split("\\n")[0]].join() }'));
