// %%ts: the order of CommonJS, the types are gone.
interface Named { name: string }
const say = (it: Named, text?: string): void => console.log(it.name, text ?? '');
const until: number = performance.now() + 5;
setImmediate((): void => say({ name: 'immediate' }));
setTimeout((): void => say({ name: 'timer' }, 'due'), 1);
Promise.resolve<Named>({ name: 'micro' }).then((it: Named) => say(it));
process.nextTick((...all: string[]) => say({ name: 'tick' }, all.join()), 'a', 'b');
while (performance.now() < until);
say({ name: 'body' } satisfies Named);
