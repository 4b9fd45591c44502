const custom = Symbol.for('nodejs.util.inspect.custom');
// symbols, keys
show({[Symbol()]:1,[Symbol('a b')]:2,[Symbol("a'b")]:3,[Symbol('a\nb')]:4,['a\nb']:1,["it's"]:1,'a-b':1,'1':2,__proto__x:1,['__proto__']:5,'ü':1,'\ud800':2,$a:1,a1:1,'':1});
let o={}; Object.defineProperty(o,'hid\nden',{value:1}); Object.defineProperty(o,Symbol('hs'),{value:1}); Object.defineProperty(o,'__proto__',{value:1});show(o,{showHidden:true}); show(Symbol("a'b\n")); show([Symbol('\ud800')]);
// numbers
for (const n of [0,-0,1e21,123456789.12345678,1e-7,-1234567.891,NaN,Infinity,-Infinity,0.5,-0.5,1234,-1234,123,1e20,12345.6e-10, 1000000.5, -0.00001234567]) show(n,{numericSeparator:true});
for (const n of [0n,-1234567n,123n,1234n]) show(n,{numericSeparator:true});
// getters
o={get a(){return 1},set a(v){},get b(){throw traced(new Error('x\ny'))},set c(v){},get d(){return {x:1,y:[1,2,{a:{b:1}}]}},get e(){return 'str'},get f(){return ()=>1},get g(){return null},get h(){return undefined},get i(){throw 5},get j(){throw null}, get k(){return Symbol('q')}};
show(o); show(o,{getters:true}); show(o,{getters:'get'}); show(o,{getters:'set'}); show(o,{getters:'foo'}); show(o,{getters:1}); show(o,{getters:true,colors:true});
Object.defineProperty(o,'u',{get:undefined,set:undefined,enumerable:true}); show(o.u); 
// arrays
show([,1]); show([1,,2,,,3]); show(Object.assign([1,2],{a:1,'-1':2,[Symbol('x')]:3})); show(new Array(5)); show(Array.from({length:101},(_, i)=>i)); show(Array.from({length:102},(_, i)=>i)); show([1,2,3],{maxArrayLength:0});show([1,2,3],{maxArrayLength:2});show([1,2,3],{maxArrayLength:-1}); show([,,1,,2],{maxArrayLength:2}); show(Object.assign([1,2,3],{x:1}),{maxArrayLength:1});show([1,2,3],{maxArrayLength:null});show([1,2,3],{showHidden:true});
o=[1,2,3]; Object.defineProperty(o,1,{get(){return 9},enumerable:true}); show(o); show(o,{getters:true}); Object.defineProperty(o,0,{enumerable:false}); show(o); Object.setPrototypeOf(o,null); show(o); class A extends Array{}; show(new A(3)); show(A.from([1,2])); show(Object.setPrototypeOf([1],{})); show(Object.setPrototypeOf([],{}));  show(new (class extends Array{})(1));
o=[];o.length=4294967295; show(o); o[5]=1; show(o);o=[1,2];o[4294967294]=3;show(o);o['4294967295']=3;show(o); o['01']=2; show(o);
// strings
show('a'.repeat(10005)); show('a'.repeat(20),{maxStringLength:5}); show('ab',{maxStringLength:1});show('ab',{maxStringLength:0}); show('ab',{maxStringLength:-1}); show({a:'line one is long enough\nline two is also long\n\nend'},{breakLength:40}); show('line one is long enough\nline two is also long\n\nend',{breakLength:20}); show(['a\nb']); show('a\nb'); show('x'.repeat(15)+'\n'+'y'.repeat(90)); show({a:{b:'x'.repeat(15)+'\n'+'y'.repeat(90)}});show('x'.repeat(15)+'\n'+'y'.repeat(90),{compact:true}); show("it's \"q\" `b`"); show("it's \"q\""); show("it's"); show("it's \"q\" ${b}");show('\x7f\x80\x9f\xa0\x1b\0\v\u2028\ud83d\ude00\ude00\ud83d'); show("'\\"); show('a\\b"c\''); show("'".repeat(200)+'"`');
// map/sets
show(new Map([[{a:1},'b'],['c',new Set([1,[2]])]])); show(new Map); show(new Set); o=new Set([1]);o.x=1;show(o); show(new Map([[1,2]]),{showHidden:true}); class M extends Map{}; show(new M([[1,{a:{b:{c:{}}}}]])); show(new Map(Array.from({length:200},(_, i)=>[i,i]))); show(new Set(Array.from({length:120},(_, i)=>i))); show(new Set('abcdefghijklmnop')); show(new Map([[1,2],[3,4]]),{maxArrayLength:1});show(new Map([[1,2],[3,4],[5,6]]).entries(),{maxArrayLength:1}); show(new Set([1,2,3]).values(),{maxArrayLength:1}); show(new Set([1,2,3]).entries(),{maxArrayLength:1});o=new Map([[1,2]]).entries();o.x=1;show(o);o[Symbol.toStringTag]='Q';show(o);Object.setPrototypeOf(o,null);show(o);show(new Set([1]),{depth:-1});show([new Set([{a:1}])],{depth:1});
// circular
o={};o.a=o;o.b={o};o.c=[o.b,o];show(o); o=new Map;o.set(o,o);show(o);o=new Set;o.add(o);show(o);o=[];o.push(o,o);show(o);show({o}); o=()=>1;o.x=o;show(o);o={a:{}};o.a.x=o.a;o.a.y=o;show(o); o=Promise.resolve(); o.x=o; show(o);o={};o.a=o;show(o,{compact:true});
