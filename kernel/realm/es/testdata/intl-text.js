// Text by language: sorting, lists, relative times, names of things.
console.log(['b', 'a', 'ä', 'Z', 'z', 'A', 'é', 'e', 'f', '10', '9', '_'].sort((a, b) => a.localeCompare(b)));
console.log(['b', 'a', 'ä', 'Z', 'z', 'A'].sort(new Intl.Collator('de').compare), ['10', '9', '2'].sort(new Intl.Collator('en', { numeric: true }).compare));
console.log('a'.localeCompare('A', undefined, { sensitivity: 'base' }), 'a'.localeCompare('á', 'en', { sensitivity: 'base' }), 'a'.localeCompare('á', 'en', { sensitivity: 'accent' }), 'résumé'.localeCompare('resume'), 'a'.localeCompare('b'), 'b'.localeCompare('a'), 'a'.localeCompare('a'));
for (const type of ['conjunction', 'disjunction', 'unit']) for (const style of ['long', 'short', 'narrow']) {
  const f = new Intl.ListFormat('en', { type, style });
  console.log(type, style, [[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']].map((l) => f.format(l)));
}
console.log(new Intl.ListFormat('en').formatToParts(['a', 'b']));
for (const numeric of ['always', 'auto']) {
  const f = new Intl.RelativeTimeFormat('en', { numeric });
  console.log(['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'].map((u) => [-2, -1, 0, 1, 2, 1.5].map((n) => f.format(n, u)).join(', ')));
}
console.log(new Intl.RelativeTimeFormat('en', { style: 'narrow' }).formatToParts(-3, 'days'));
console.log('I'.toLocaleLowerCase(), 'i'.toLocaleUpperCase('en-US'), typeof Intl, Object.prototype.toString.call(Intl));
for (const bad of [() => new Intl.ListFormat('en').format([1]), () => new Intl.RelativeTimeFormat('en').format(1, 'eon'), () => Intl.NumberFormat.prototype.resolvedOptions.call({}), () => Intl.PluralRules(), () => new Intl.Collator('en', { sensitivity: 'x' })]) {
  try { console.log('no error', bad()); } catch (e) { console.log(e.name, e.message); }
}
