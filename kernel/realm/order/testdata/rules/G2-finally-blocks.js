// G2: return() of a generator, whatever its finally blocks do.
const { log } = console;
const attempt = (name, f) => { try { log(name, f()); } catch (e) { log(name, 'threw', e.message ?? e); } };
const fail = () => { process.nextTick(); };
const iter = (name, ret) => ({ [Symbol.iterator]() { return { next() { return { done: false, value: name }; }, return(...a) { log('close', name, a.length); return ret ? ret() : {}; } }; } });
const cases = {
  *caughtInside() { try { yield 0; } finally { try { fail(); } catch (e) { log('caught', e.code); } log('after'); } },
  *outerCatch() { try { try { yield 0; } finally { log('inner'); throw new Error('from finally'); } } catch (e) { log('outer', e.message); yield 'caught'; } return 'end'; },
  *outerCatchNative() { try { try { yield 0; } finally { fail(); } } catch (e) { log('outer', e.code); yield 'caught'; } return 'end'; },
  *nested() { try { try { try { yield 0; } finally { log(1); } } catch { log('never'); } finally { log(2); } } finally { log(3); } log('never'); },
  *yields() { try { try { yield 0; } finally { log('got', yield 'a'); log('got', yield 'b'); } } finally { log('got', yield 'c'); } },
  *overrides() { try { yield 0; } finally { return 'mine'; } },
  *overridesLoop() { for (let i = 0; i < 3; i++) { try { yield i; } finally { if (i < 2) continue; } } return 'loop'; },
  *breaks() { a: { try { yield 0; } finally { break a; } } yield 'after'; return 'x'; },
  *loop() { for (const x of iter('x')) { try { yield x; } finally { log('fin'); } } },
  *loopInTry() { try { for (const x of iter('x')) for (const y of iter('y')) yield y; } finally { log('fin'); } },
  *loopThrows() { try { for (const x of iter('x')) for (const y of iter('y', fail)) yield y; } catch (e) { log('closing', e.code); yield 'z'; } finally { log('fin'); } },
  *loopThrows2() { for (const x of iter('x', () => { throw new Error('X'); })) { try { for (const y of iter('y', () => { throw new Error('Y'); })) yield y; } finally { log('fin'); } } },
  *nonObject() { try { for (const x of iter('x', () => 1)) yield x; } finally { log('fin'); } },
  *destructuring() { try { const [a, b] = iter('d'); yield a + b; [c = yield 'in'] = []; } finally { log('fin'); } },
  *delegated() { try { yield* inner(); } finally { log('outer fin'); } },
  *delegatedArray() { try { yield* [1, 2]; } finally { log('outer fin'); fail(); } },
  *delegatedThrows() { try { yield* iter('q', () => { throw new Error('Q'); }); } catch (e) { log('c', e.message); yield 5; } finally { log('outer fin'); } },
  *catchOnly() { try { yield 0; } catch { log('never'); } yield 1; },
  *insideFinally() { try { throw new Error('lost'); } finally { yield 'f'; } },
  *insideCatch() { try { throw new Error('lost'); } catch { yield 'c'; } finally { log('fin'); } },
  *locals() { let a = 1; try { let b = 2; { let c = () => a + b; yield c(); } } finally { let d = 4; a += d; log(a, (() => a)()); } },
  *args(x, y = 2) { try { yield x + y; } finally { log(x, y, arguments.length, this === undefined); } },
  *reenter() { try { yield 0; } finally { attempt('re', () => self.next()); } },
  *tagged() { try { log(`${yield 1}`, yield 2); } finally { log('t'); } },
};
function* inner() { try { yield 'i'; } finally { log('inner fin'); yield 'from inner'; log('inner end'); } }
let self;
for (const name in cases) for (const then of ['next', 'throw', 'return']) {
  log('--', name, then);
  const g = self = cases[name](1);
  attempt('next', () => g.next());
  attempt('return', () => g.return('R'));
  for (let i = 0; i < 4; i++) attempt(then, () => g[then](then === 'throw' ? new Error('T' + i) : then + i));
  attempt('next', () => g.next());
}
// the places that call return() by themselves
for (const name of ['caughtInside', 'outerCatch', 'nested', 'yields', 'loop', 'delegated']) {
  log('--', name, 'for of');
  attempt('break', () => { for (const x of cases[name](1)) { log(x); break; } });
  attempt('throw', () => { for (const x of cases[name](1)) { log(x); throw new Error('body'); } });
  attempt('destructuring', () => { const [a] = cases[name](1); return a; });
}
class A { #p = 1; *m() { try { yield this.#p; } finally { this.#p++; try { fail(); } catch {} log(this.#p); } } }
{ const g = new A().m(); g.next(); attempt('private', () => g.return(9)); }
