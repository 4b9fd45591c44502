const custom = Symbol.for('nodejs.util.inspect.custom');
// proxies
function logged(t,name){return new Proxy(t,new Proxy({}, {get(_,k){ print('trap '+name+' '+k); return undefined}}))}
show({x:logged([1],'in')});
show(logged(function f(){},'in'));
show(Object.create(logged({z:1},'proto')));
const r=Proxy.revocable({},{}); r.revoke(); show(r.proxy); show(r.proxy,{showProxy:1}); show([r.proxy])
show(new Proxy({a:{b:{c:{d:1}}}},{get(){}}),{showProxy:true,depth:1});
show(new Proxy({a:1},{}),{showProxy:true,depth:-1});
show(new Proxy(class A{}, {}), {showProxy:1});
// depth
show(Object.create(null),{depth:-1}); show(Object.assign(Object.create(null),{a:1}),{depth:-1}); show({a:Object.assign(Object.create(null),{a:1})},{depth:0});
class Foo{constructor(){this.a=1}}; show({f:new Foo},{depth:0}); show({f:new (class extends Map{})([[1,2]])},{depth:0}); show({m:new Map([[1,2]]),s:new Set([1]),a:[1],e:[],ta:new Uint8Array(2),d:new Date(0), r:/x/, fn(){}, p:Promise.resolve(1)},{depth:0});
show({get [Symbol.toStringTag](){return 'T'}}); show({a:{get [Symbol.toStringTag](){return 'T'},b:1}},{depth:0}); show(new (class X{get [Symbol.toStringTag](){return 'T'}}));
let o=Object.create({}); show(o); o=Object.create(Object.create(null)); show(o); o=Object.create(Object.create(Object.create(null))); show(o);o.x=1;show(o);
o=new Map([[1,2]]); Object.setPrototypeOf(o,Object.create(null)); show(o); show([o],{depth:0}); Object.setPrototypeOf(o,null); show(o);
// boxed
show([new Number(-0),new String('abc'),Object('x'),Object(Symbol('q')),Object(10n),new Boolean(false)]);
o=new String('abc'); o.x=1; show(o); show(o,{showHidden:true}); class S extends String{}; show(new S('q'));o=new Number(3);o.y=1;show(o);Object.setPrototypeOf(o,null);show(o);
// weak
show([new WeakSet,new WeakMap]); 
show(new ArrayBuffer(4)); show(new DataView(new ArrayBuffer(2),1)); o=new ArrayBuffer(3);o.x=1;show(o); 
show(new Uint8Array(2),{showHidden:true});show(new Float32Array([1.5,-0]));show(new BigInt64Array(2)); o=new Uint8Array(3);o.z=2;show(o);
show(Math);show(JSON);show(Reflect);
show((function(){return arguments})(1,2)); show((function(){'use strict';return arguments})()); 
show((function*(){})());  show([][Symbol.iterator]()); show(''[Symbol.iterator]()); show('a'.matchAll(/a/g));
show(new Map([['a',1],['b',{c:1}]]).entries()); show(new Map([['a',1]]).keys());show(new Set([1,2]).entries());show(new Set([1,2]).values());
