// assert.ok: the message shows the source of the call.
const assert=require('assert');
const t=(f)=>{ try { f(); console.log('ok') } catch (e) { console.log(e.message,'|',e.generatedMessage,e.operator,e.actual,e.expected,e.code) } };
t(()=>assert(false)); t(()=>assert.ok(0, undefined)); t(()=>assert.ok(typeof 123 === 'string'));
t(()=>assert.ok());
t(()=>{ assert.ok(
   1 === 2,
   undefined
 ); });
t(()=>{ assert(  null  ) ; });
t(()=>{ const a=5; a;assert(a === 6 && (() => { return ")" })()); a });
t(()=>assert(false,'msg')); t(()=>assert(0,new TypeError('mine')));
t(()=>assert.equal(1,2)); t(()=>assert.strictEqual(assert.ok(0),2));
const {ok}=assert; t(()=>ok(false)); t(()=>assert['ok'](''));
t(()=>{ if (true) assert(/* c */ false /* d */) });
t(()=>{ [0].forEach(assert) });
t(()=>{ assert.strict.ok(false || `a${1}` === 5) });
t(()=>{ return assert(false) , 1 });
t(()=>{ assert.call(null, false) });
