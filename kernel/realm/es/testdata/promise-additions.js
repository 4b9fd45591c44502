// Promise.try, Promise.withResolvers, Promise.any: values, errors, subclasses and the jobs they take
const t = (label, f) => { try { console.log(label, '->', f()); } catch (e) { console.log(label, '!!', e?.name, e?.message ?? e); } };
t('withResolvers', () => { const r = Promise.withResolvers(); return [Object.keys(r), r.promise, typeof r.resolve, r.resolve.name, r.resolve.length]; });
t('withResolvers this', () => Promise.withResolvers.call(undefined));
t('withResolvers this 5', () => Promise.withResolvers.call(5));
t('withResolvers this {}', () => Promise.withResolvers.call({}));
t('withResolvers arrow', () => Promise.withResolvers.call(() => {}));
t('withResolvers bad', () => Promise.withResolvers.call(function () {}));
t('withResolvers bad 2', () => Promise.withResolvers.call(function (x) { x(1, 2); }));
t('withResolvers twice', () => Promise.withResolvers.call(function (x) { x(() => {}, () => {}); x(() => {}, () => {}); }));
t('withResolvers own', () => Promise.withResolvers.call(function (x) { x(() => 'res', () => 'rej'); this.a = 1; }));
class P extends Promise {}
t('withResolvers sub', () => Promise.withResolvers.call(P).promise instanceof P && P.withResolvers().promise.constructor === P);
t('try this', () => Promise.try.call(undefined, () => 1));
t('try none', () => Promise.try().catch((e) => console.log('try none', e.name, e.message)));
t('try 5', () => Promise.try(5).catch((e) => console.log('try 5', e.name, e.message)));
t('try {}', () => Promise.try({}).catch((e) => console.log('try {}', e.name, e.message)));
t('try str', () => Promise.try('q').catch((e) => console.log('try str', e.name, e.message)));
t('try value', () => Promise.try((a, b) => a + b, 1, 2));
t('try throw', () => { const p = Promise.try(() => { throw 'T'; }); p.catch(() => {}); return p; });
t('try promise', () => { const q = Promise.resolve(4); return [Promise.try(() => q) === q, Promise.try(() => q)]; });
t('try this of fn', () => { Promise.try(function () { 'use strict'; console.log('this', this); }); });
t('try sub', () => P.try(() => 1) instanceof P);
t('any this', () => Promise.any.call(undefined, []));
const trace = (label, p) => p.then((v) => console.log(label, 'ok', v), (e) => console.log(label, 'fail', e?.name, e?.message ?? e, e?.errors, e?.errors && e.stack, e && Object.getOwnPropertyDescriptor(e, 'errors')));
trace('any empty', Promise.any([]));
trace('any all rejected', Promise.any([Promise.reject(1), Promise.reject('two')]));
trace('any one', Promise.any([Promise.reject(1), 2, Promise.resolve(3)]));
trace('any not iterable', Promise.any(5));
trace('any undefined', Promise.any());
trace('any sub', P.any([1]));
trace('any bad resolve', Promise.any.call(class extends Promise { static get resolve() { throw new Error('get resolve'); } }, [1]));
trace('any bad resolve 2', Promise.any.call(class extends Promise { static resolve = 5; }, [1]));
trace('any iterator throws', Promise.any({ [Symbol.iterator]() { return { next() { throw new Error('next'); } }; } }));
trace('any closes', Promise.any.call(class extends Promise { static resolve() { throw new Error('resolve'); } }, { [Symbol.iterator]() { return { next() { return { value: 1 }; }, return() { console.log('closed'); return {}; } }; } }));
trace('any iterator 5', Promise.any({ [Symbol.iterator]() { return 5; } }));
trace('any thenable twice', Promise.any([{ then(a, b) { b('x'); b('y'); } }]));
// jobs
const say = (s) => () => console.log(s);
Promise.try(() => 1).then(say('try value at 1'));
Promise.try(() => Promise.resolve(1)).then(say('try promise at 3'));
Promise.try(() => { throw 1; }).catch(say('try throw at 1'));
Promise.any([]).catch(say('any empty at 1'));
Promise.any([1]).then(say('any value at 2'));
Promise.any([Promise.reject(1), Promise.reject(2)]).catch(say('any rejected at 2'));
{ const { promise, resolve } = Promise.withResolvers(); promise.then(say('withResolvers at 1')); resolve(); }
let p = Promise.resolve();
for (let i = 1; i < 5; i++) p = p.then(say('--- ' + i));
console.log(Promise.try.length, Promise.try.name, Promise.withResolvers.length, Promise.any.length, Promise.any.name);

