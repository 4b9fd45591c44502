// util.inspect as a function: its properties, the defaults it keeps, and the older arguments.
const custom = Symbol.for('nodejs.util.inspect.custom');
print(inspect.name + inspect.length + typeof inspect);
print(inspect.custom === custom);
print(Object.keys(inspect).join());
const own = (o) => Object.getOwnPropertyNames(o).join();
print(own(inspect.colors)); print(own(inspect.styles)); show(inspect.colors); show(inspect.styles); show(inspect.defaultOptions); show(inspect.colors.grey); show(Object.getPrototypeOf(inspect.styles));

const deep = { a: { b: { c: { d: 1 } } }, n: [1] };
print(inspect(deep)); print(inspect(deep, true)); print(inspect(deep, false, 0)); print(inspect(deep, false, null)); print(inspect(deep, false, undefined, true)); print(inspect(deep, { depth: 0 }, 5)); print(inspect(deep, { showHidden: false }, 0, true)); print(inspect(deep, { colors: false }, 0, true)); print(inspect(deep, null, 0)); print(inspect(deep, undefined, 1)); print(inspect()); print(inspect(undefined)); print(inspect('s')); print(inspect(deep, 'depth')); print(inspect(deep, 5)); print(inspect(deep, () => 1)); print(inspect(deep, Object.assign(() => 1, { depth: 0 })));
print(inspect('\ud800') === "'\\ud800'"); print(inspect(Symbol('\ud800')).charCodeAt(7)); print(inspect({ ['\udfff']: 1 }));

print('--- styles'); inspect.styles.number = 'red'; inspect.styles.string = 'nothing'; inspect.styles.boolean = undefined; show([1, 'a', true, null], { colors: true }); inspect.colors.red = [1, 2]; show([1], { colors: true }); inspect.colors.grey = [7, 8]; show([undefined], { colors: true }); show(inspect.colors.gray); inspect.styles.number = 'yellow'; inspect.styles.string = 'green';
inspect.styles = { special: 'blue' }; show([1, () => 1], { colors: true }); inspect.colors = {}; show([() => 1], { colors: true });

print('--- defaults'); const { defaultOptions } = inspect; print(inspect.defaultOptions === defaultOptions); print(Object.isSealed(defaultOptions));
inspect.defaultOptions = { depth: 0 }; show(deep); print(inspect(deep)); format('%s %O', deep, deep); format(deep); format('%o', deep); show(deep, { depth: 1 }); show(inspect.defaultOptions); inspect.defaultOptions.depth = null; show(deep); defaultOptions.depth = 2; inspect.defaultOptions = { compact: false, sorted: true, getters: 'get', maxArrayLength: 1, breakLength: Infinity }; show({ b: [1, 2], get a() { return 1; } }); show({ [custom](d, o) { delete o.stylize; return o; } }); inspect.defaultOptions = { compact: 3, sorted: false, getters: false, maxArrayLength: 100, breakLength: 80 };
for (const bad of [5, null, undefined, 'x', () => 1, true]) { try { inspect.defaultOptions = bad; print('set'); } catch (e) { print(e.name + ' ' + e.code + ' ' + e.message); } }
try { inspect.defaultOptions = { nonsense: 1 }; print('set'); } catch (e) { print(e.name); }
print(Object.keys(inspect.defaultOptions).join());

print('--- given to inspectors'); let got; const spy = { [custom](depth, options, f) { got = [depth, options, f]; return 'spy'; } };
inspect(spy); print(got[2] === inspect); print(Object.keys(got[1]).join()); print(got[1].stylize.name + got[1].stylize.length); show(got[1]); inspect([spy], { depth: 7, extra: 'x', colors: true }); print(got[0]); show(got[1]); print(got[1].stylize('1', 'number')); format('%O %s', spy, spy); show(got[1]); inspect(new Proxy(spy, {})); show(got[1]); print(inspect({ again: 1 }, got[1])); formatWith({ extra: {}, depth: 1 }, spy); show(got[1]);
