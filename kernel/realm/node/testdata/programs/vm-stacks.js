// vm: the stacks of errors say where in the script.
const vm=require('vm');
const s=(f)=>{ try { console.log(f()) } catch (e) { console.log(String(e.stack).split("\n").slice(0,7).map(l=>l.replace(/\(.*programs.*\)/,"(here)").replace(/at \/.*/,"at here")).filter(l=>!/node:|here/.test(l)).join("\n")) } };
s(()=>new vm.Script('var a = ;')); s(()=>new vm.Script('var a = ;',{filename:'f.js',displayErrors:false}));
s(()=>vm.runInThisContext('foo.bar',{displayErrors:false})); s(()=>vm.runInNewContext('  foo.bar',{},{displayErrors:false, filename:'x.js'})); s(()=>vm.runInNewContext('  foo.bar\n//',{},{filename:'x.js'}));
s(()=>vm.runInThisContext('null.x',{filename:'y.js'})); s(()=>vm.runInThisContext('throw 5',{filename:'y.js'})||1);
const err=new TypeError('outside'); s(()=>vm.runInNewContext('throw e',{e:err},'z.js'));
s(()=>vm.runInNewContext('(function f(){ g() })(); function g() { throw new TypeError("deep") }',{},'z.js'));
s(()=>vm.compileFunction('foo.bar',[],{filename:'c.js'})());
