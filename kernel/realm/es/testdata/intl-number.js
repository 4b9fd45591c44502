// Numbers as Intl and toLocaleString write them.
const samples = [0, -0, 1, -1.5, 0.256, 1234.5, 1234567.891, 1e21, 1.005, NaN, Infinity, -Infinity, 123456789012345680000, 0.000001234];
const options = [
  undefined, { maximumFractionDigits: 0 }, { minimumFractionDigits: 2 }, { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  { maximumSignificantDigits: 3 }, { minimumSignificantDigits: 4 }, { minimumIntegerDigits: 3 }, { useGrouping: false },
  { style: 'percent' }, { style: 'percent', maximumFractionDigits: 1 },
  { style: 'currency', currency: 'USD' }, { style: 'currency', currency: 'EUR' }, { style: 'currency', currency: 'JPY' },
  { style: 'currency', currency: 'USD', currencySign: 'accounting' }, { style: 'currency', currency: 'USD', currencyDisplay: 'name' },
  { style: 'currency', currency: 'CHF', currencyDisplay: 'code' },
  { style: 'unit', unit: 'kilometer-per-hour' }, { style: 'unit', unit: 'megabyte', unitDisplay: 'long' }, { style: 'unit', unit: 'liter', unitDisplay: 'narrow' },
  { notation: 'compact' }, { notation: 'compact', compactDisplay: 'long' }, { notation: 'scientific' }, { notation: 'engineering' },
  { signDisplay: 'always' }, { signDisplay: 'never' }, { signDisplay: 'exceptZero' }, { roundingMode: 'floor', maximumFractionDigits: 1 },
];
for (const o of options) console.log(o, samples.map((n) => n.toLocaleString('en-US', o)).join(' | '));
for (const locale of ['en-US', 'en-GB', 'de-DE', 'fr-FR', 'es-ES', 'pt-BR', 'en-IN', 'ja-JP', 'de', 'zz']) {
  console.log(locale, (1234567.891).toLocaleString(locale), (1234.5).toLocaleString(locale), (0.5).toLocaleString(locale, { style: 'percent' }),
    (-9876.5).toLocaleString(locale, { style: 'currency', currency: 'EUR' }));
}
console.log((12345678901234567890n).toLocaleString(), (5n).toLocaleString('de-DE', { minimumFractionDigits: 2 }));
console.log([1234.5, 'a', null, 2e6].toLocaleString(), Object(1234).toLocaleString());
console.log(new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).formatToParts(-1234.5));
console.log(new Intl.NumberFormat('en-US', { notation: 'compact' }).resolvedOptions());
console.log(new Intl.NumberFormat().resolvedOptions().maximumFractionDigits, [3, 1234].map(new Intl.NumberFormat('en-US').format));
console.log(new Intl.NumberFormat('en-US').formatRange(3, 5), new Intl.NumberFormat('en-US').format('12345678901234567890.123'));
console.log(Intl.NumberFormat.supportedLocalesOf(['en-US', 'de']), Intl.getCanonicalLocales(['EN-us', 'zh-hans-cn']));
for (const bad of [() => (1).toLocaleString('not a locale'), () => (1).toLocaleString('en', { style: 'currency' }), () => (1).toLocaleString('en', { style: 'x' }),
  () => (1).toLocaleString('en', { maximumFractionDigits: 101 }), () => (1).toLocaleString('en', { style: 'currency', currency: 'US' }),
  () => (1).toLocaleString('en', { minimumFractionDigits: 5, maximumFractionDigits: 2 }), () => new Intl.NumberFormat('en', null), () => Number.prototype.toLocaleString.call('x'),
  () => (1).toLocaleString('en', { style: 'unit' }), () => (1).toLocaleString('en', { style: 'unit', unit: 'furlong' })]) {
  try { console.log('no error', bad()); } catch (e) { console.log(e.name, e.message); }
}
for (const type of ['cardinal', 'ordinal']) {
  const rules = new Intl.PluralRules('en-US', { type });
  console.log(type, [0, 1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 1.5].map((n) => rules.select(n)).join(), rules.resolvedOptions().pluralCategories);
}
