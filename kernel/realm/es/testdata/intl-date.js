// Dates as Intl and toLocaleString write them.
const d = new Date(Date.UTC(2024, 1, 29, 13, 5, 9, 7)), night = new Date(Date.UTC(1999, 11, 31, 0, 0, 0)), old = new Date(Date.UTC(-44, 2, 15, 12));
const options = [
  {}, { dateStyle: 'full' }, { dateStyle: 'long', timeStyle: 'long' }, { dateStyle: 'medium', timeStyle: 'medium' }, { dateStyle: 'short', timeStyle: 'short' }, { timeStyle: 'full' },
  { weekday: 'long' }, { weekday: 'short', day: 'numeric' }, { year: 'numeric' }, { month: 'long' }, { month: 'narrow' }, { year: '2-digit', month: '2-digit', day: '2-digit' },
  { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }, { month: 'short', day: 'numeric' }, { year: 'numeric', month: 'short' },
  { hour: 'numeric' }, { hour: '2-digit', minute: '2-digit' }, { hour: 'numeric', minute: '2-digit', hour12: false }, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  { minute: '2-digit', second: '2-digit' }, { second: 'numeric', fractionalSecondDigits: 3 }, { hour: 'numeric', minute: 'numeric', second: 'numeric', fractionalSecondDigits: 3 },
  { hour: 'numeric', timeZoneName: 'short' }, { hour: 'numeric', timeZoneName: 'long' }, { hour: 'numeric', dayPeriod: 'long' }, { era: 'short' }, { year: 'numeric', era: 'long' },
  { year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' }, { year: 'numeric', month: 'numeric', day: 'numeric', timeZoneName: 'short' },
];
for (const o of options) console.log(o, [d, night, old].map((t) => t.toLocaleString('en-US', { timeZone: 'UTC', ...o })).join(' | '));
for (const timeZone of ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Tokyo', 'Australia/Sydney', '+05:30'])
  console.log(timeZone, d.toLocaleString('en-US', { timeZone }), d.toLocaleTimeString('en-US', { timeZone, timeZoneName: 'short' }), d.toLocaleTimeString('en-US', { timeZone, timeZoneName: 'longOffset' }));
for (const locale of ['en-US', 'en-GB', 'de-DE', 'fr-FR', 'es-ES', 'ja-JP', 'sv-SE', 'pt-BR'])
  console.log(locale, d.toLocaleString(locale, { timeZone: 'UTC' }), '|', d.toLocaleDateString(locale, { dateStyle: 'full', timeZone: 'UTC' }), '|', d.toLocaleTimeString(locale, { timeZone: 'UTC' }));
console.log(d.toLocaleDateString('en-US', { timeZone: 'UTC' }), d.toLocaleTimeString('en-US', { timeZone: 'UTC' }), new Date(NaN).toLocaleString());
const f = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
console.log(f.formatToParts(d).map((p) => `${p.type}=${p.value}`), f.format(0), [0, 864e5].map(f.format));
console.log(new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' }).resolvedOptions(), new Intl.DateTimeFormat('en-US', { hour: 'numeric', timeZone: 'utc' }).resolvedOptions());
for (const bad of [() => d.toLocaleString('en-US', { timeZone: 'Mars/Base' }), () => d.toLocaleString('en-US', { month: 'big' }), () => d.toLocaleString('x'), () => f.format(NaN),
  () => d.toLocaleDateString('en-US', { timeStyle: 'short' }), () => d.toLocaleString('en-US', { dateStyle: 'short', hour: 'numeric' }), () => Date.prototype.toLocaleString.call({}), () => Intl.DateTimeFormat.prototype.resolvedOptions.call({})]) {
  try { console.log('no error', bad()); } catch (e) { console.log(e.name, e.message); }
}
