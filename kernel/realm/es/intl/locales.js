// Writes data/LOCALE.json, what CLDR says of a language as this Node has it: node locales.js
//
// Nothing here is written by hand: each pattern is what Intl makes of a sample, with the sample's values replaced by names
// in braces. The sample date is Monday 5 September 2005, 16:05:06.078, so that a digit tells which field it is and how wide.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const locales = ['en-US', 'en-GB', 'en-CA', 'de-DE', 'fr-FR', 'es-ES', 'it-IT', 'pt-BR', 'nl-NL', 'sv-SE', 'ja-JP', 'ko-KR', 'zh-CN', 'en-IN'];
const sample = new Date(Date.UTC(2005, 8, 5, 16, 5, 6, 78)); // a month whose names differ in most languages
const NUMBER = new Set(['integer', 'group', 'decimal', 'fraction']);

// pattern replaces the number in parts by {0}, and other types by what names says.
function pattern(parts, names = {}) {
  let out = '';
  for (const { type, value } of parts) {
    const piece = NUMBER.has(type) ? '{0}' : names[type] ?? value;
    if (!(piece === '{0}' && out.endsWith('{0}'))) out += piece;
  }
  return out;
}

function numbers(L) {
  const parts = (n, o) => new Intl.NumberFormat(L, o).formatToParts(n);
  const value = (n, type, o) => parts(n, o).find((p) => p.type === type)?.value;
  const groups = parts(123456789012).filter((p) => p.type === 'integer').map((p) => p.value.length);
  return {
    decimal: value(1.5, 'decimal'), group: value(1234567, 'group'), minus: value(-1, 'minusSign'),
    plus: value(1, 'plusSign', { signDisplay: 'always' }), exponent: value(1e5, 'exponentSeparator', { notation: 'scientific' }),
    infinity: value(Infinity, 'infinity'), nan: value(NaN, 'nan'),
    primary: groups.at(-1), secondary: groups.at(-2), minimumGrouping: value(1234, 'group') ? 1 : 2,
    percent: pattern(parts(0.5, { style: 'percent' }), { percentSign: '%' }),
    percentSign: value(0.5, 'percentSign', { style: 'percent' }),
    range: new Intl.NumberFormat(L).formatRangeToParts(1, 2).find((p) => p.source === 'shared').value,
    approximately: new Intl.NumberFormat(L).formatRangeToParts(1, 1).find((p) => p.type === 'approximatelySign').value,
  };
}

// samples are one number for each plural category.
function samples(L) {
  const rules = new Intl.PluralRules(L);
  const found = {};
  for (const n of [0, 1, 2, 3, 4, 5, 6, 11, 21, 22, 100, 1000000, 1.5]) found[rules.select(n)] ??= n;
  return found;
}

function byCategory(L, make) {
  const out = {};
  for (const [category, n] of Object.entries(samples(L))) out[category] = make(n);
  return Object.values(out).every((v) => v === out.other) ? { other: out.other } : out;
}

function currencies(L) {
  const parts = (n, o) => new Intl.NumberFormat(L, { style: 'currency', ...o }).formatToParts(n);
  const names = { currency: '¤', minusSign: '-' };
  const one = (o) => ({
    positive: pattern(parts(1, o), names), negative: pattern(parts(-1, o), names),
    accounting: pattern(parts(-1, { currencySign: 'accounting', ...o }), names),
  });
  const list = {};
  for (const currency of Intl.supportedValuesOf('currency')) {
    const symbol = (currencyDisplay) => parts(1, { currency, currencyDisplay }).find((p) => p.type === 'currency').value;
    const name = byCategory(L, (n) => parts(n, { currency, currencyDisplay: 'name', minimumFractionDigits: 0 }).find((p) => p.type === 'currency').value);
    const { maximumFractionDigits: digits } = new Intl.NumberFormat(L, { style: 'currency', currency }).resolvedOptions();
    list[currency] = [symbol('symbol'), symbol('narrowSymbol'), digits, name];
  }
  return {
    symbol: one({ currency: 'USD', currencyDisplay: 'narrowSymbol' }), letters: one({ currency: 'CHF', currencyDisplay: 'code' }),
    name: byCategory(L, (n) => pattern(parts(n, { currency: 'USD', currencyDisplay: 'name' }), { currency: '¤' })), list,
  };
}

function compact(L) {
  const out = {};
  for (const compactDisplay of ['short', 'long']) {
    out[compactDisplay] = [];
    for (let e = 0; e < 15; e++) {
      const make = (n) => {
        const parts = new Intl.NumberFormat(L, { notation: 'compact', compactDisplay }).formatToParts(n * 10 ** e);
        return [parts.filter((p) => p.type === 'integer').map((p) => p.value).join(''), pattern(parts)];
      };
      const [digits] = make(1);
      const [, other] = make(2), [, one] = make(1);
      out[compactDisplay].push([digits.length, other, one === other ? undefined : one].filter((x) => x !== undefined));
    }
  }
  return out;
}

const perUnits = ['kilometer-per-hour', 'mile-per-hour', 'meter-per-second', 'liter-per-kilometer', 'mile-per-gallon',
  'kilobyte-per-second', 'megabyte-per-second', 'gigabyte-per-second', 'megabit-per-second', 'gigabit-per-second', 'kilogram-per-meter'];

function units(L) {
  const out = {};
  for (const unit of [...Intl.supportedValuesOf('unit'), ...perUnits]) {
    out[unit] = ['short', 'narrow', 'long'].map((unitDisplay) =>
      byCategory(L, (n) => pattern(new Intl.NumberFormat(L, { style: 'unit', unit, unitDisplay }).formatToParts(n))));
  }
  return out;
}

function lists(L) {
  const out = {};
  for (const type of ['conjunction', 'disjunction', 'unit']) for (const style of ['long', 'short', 'narrow']) {
    const f = new Intl.ListFormat(L, { type, style });
    const literals = (list) => f.formatToParts(list).filter((p) => p.type === 'literal').map((p) => p.value);
    const four = literals(['A', 'B', 'C', 'D']);
    out[`${type}-${style}`] = [literals(['A', 'B'])[0], four[0], four[1], four[2]];
  }
  return out;
}

function relative(L) {
  const out = {};
  for (const style of ['long', 'short', 'narrow']) for (const unit of ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year']) {
    const f = new Intl.RelativeTimeFormat(L, { style });
    const auto = new Intl.RelativeTimeFormat(L, { style, numeric: 'auto' });
    const words = {};
    for (const n of [-2, -1, 0, 1, 2]) if (auto.format(n, unit) !== f.format(n, unit)) words[n] = auto.format(n, unit);
    if (auto.format(-0, unit) !== f.format(-0, unit)) words['-0'] = auto.format(-0, unit);
    out[`${unit}-${style}`] = {
      future: byCategory(L, (n) => pattern(f.formatToParts(n, unit))), past: byCategory(L, (n) => pattern(f.formatToParts(-n, unit))), words,
    };
  }
  return out;
}

const WIDTHS = ['long', 'short', 'narrow'];
const dates = (L, o) => new Intl.DateTimeFormat(L, { timeZone: 'UTC', ...o });
const part = (L, o, type, date = sample) => dates(L, o).formatToParts(date).find((p) => p.type === type)?.value;

function names(L) {
  const months = (o) => Array.from({ length: 12 }, (_, m) => part(L, o, 'month', new Date(Date.UTC(2005, m, 7))));
  const days = (o) => Array.from({ length: 7 }, (_, d) => part(L, o, 'weekday', new Date(Date.UTC(2005, 2, 6 + d))));
  const all = (make) => Object.fromEntries(WIDTHS.map((w) => [w, make(w)]));
  return {
    months: all((month) => months({ month, day: 'numeric' })), monthsAlone: all((month) => months({ month })),
    weekdays: all((weekday) => days({ weekday, day: 'numeric', month: 'long' })), weekdaysAlone: all((weekday) => days({ weekday })),
    eras: all((era) => [part(L, { era }, 'era', new Date(Date.UTC(-5, 1, 1))), part(L, { era }, 'era')]),
    halves: [4, 16].map((h) => part(L, { hour: 'numeric', hour12: true }, 'dayPeriod', new Date(Date.UTC(2005, 2, 7, h)))),
    periods: all((dayPeriod) => Array.from({ length: 24 }, (_, h) => part(L, { hour: 'numeric', hour12: true, dayPeriod }, 'dayPeriod', new Date(Date.UTC(2005, 2, 7, h))))),
  };
}

// datePattern writes each field as CLDR does: its letter as often as it is wide.
function datePattern(N, parts) {
  const monthNames = [['MMMM', N.months.long[8]], ['MMM', N.months.short[8]], ['LLLL', N.monthsAlone.long[8]], ['LLL', N.monthsAlone.short[8]], ['MMMMM', N.months.narrow[8]], ['LLLLL', N.monthsAlone.narrow[8]]];
  const dayNames = [['EEEE', N.weekdays.long[1]], ['EEE', N.weekdays.short[1]], ['cccc', N.weekdaysAlone.long[1]], ['ccc', N.weekdaysAlone.short[1]], ['EEEEE', N.weekdays.narrow[1]], ['ccccc', N.weekdaysAlone.narrow[1]]];
  const digit = (letter, value) => letter.repeat(value.length);
  return parts.map(({ type, value }) => {
    switch (type) {
      case 'year': return value.length === 2 ? '{yy}' : '{y}';
      case 'relatedYear': return '{y}';
      case 'month': return /^\d+$/.test(value) ? `{${digit('M', value)}}` : `{${monthNames.find(([, n]) => n === value)?.[0] ?? '?' + value}}`;
      case 'day': return `{${digit('d', value)}}`;
      case 'weekday': return `{${dayNames.find(([, n]) => n === value)?.[0] ?? '?' + value}}`;
      case 'era': return '{G}';
      case 'hour': return `{${(+value > 12 ? 'H' : 'h').repeat(value.length === 2 && value[0] === '0' ? 2 : 1)}}`;
      case 'minute': return `{${digit('m', value)}}`;
      case 'second': return `{${digit('s', value)}}`;
      case 'fractionalSecond': return '{S}';
      case 'dayPeriod': return N.halves.includes(value) ? '{a}' : '{B}';
      case 'timeZoneName': return '{z}';
      default: return value;
    }
  }).join('');
}

const defined = (o) => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined));

function calendar(L) {
  const N = names(L);
  const show = (o) => datePattern(N, dates(L, defined(o)).formatToParts(sample));
  const out = { names: N, date: {}, era: {}, time: {}, glue: {}, hourCycle: dates(L, { hour: 'numeric' }).resolvedOptions().hourCycle };
  const none = [undefined, '-'];
  const widths = { l: 'long', s: 'short', n: 'narrow' };
  const glues = new Map();
  const clock = show({ hour: 'numeric', minute: 'numeric' });
  for (const w of ['-', 'l', 's', 'n']) for (const y of ['-', 'n', '2']) for (const m of ['-', 'n', '2', 's', 'l', 'w']) for (const d of ['-', 'n', '2']) {
    const key = w + y + m + d;
    if (key === '----') continue;
    const numeric = { n: 'numeric', 2: '2-digit' };
    const o = { weekday: widths[w], year: numeric[y], month: { ...numeric, s: 'short', l: 'long', w: 'narrow' }[m], day: numeric[d] };
    const text = show(o);
    out.date[key] = text;
    if (y === 'n') out.era[key] = show({ ...o, era: 'short' });
    const joined = show({ ...o, hour: 'numeric', minute: 'numeric' });
    const glue = joined.replace(text, '{1}').replace(clock, '{0}');
    if (!glues.has(glue)) glues.set(glue, []);
    glues.get(glue).push(key);
  }
  out.era['----'] = show({ era: 'short' });
  const [[usual], ...others] = [...glues].sort((a, b) => b[1].length - a[1].length);
  out.glue = { usual, others: Object.fromEntries(others.map(([glue, keys]) => [glue, keys.join(' ')])) };
  for (const hourCycle of ['h12', 'h23']) for (const h of ['-', 'n', '2']) for (const m of ['-', 'n', '2']) for (const s of ['-', 'n', '2']) {
    const numeric = { n: 'numeric', 2: '2-digit' };
    const o = { hour: numeric[h], minute: numeric[m], second: numeric[s] };
    if (h + m + s === '---') continue;
    const alone = dates(L, defined({ ...o, hourCycle })).formatToParts(sample);
    const zero = dates(L, defined({ ...o, hourCycle })).formatToParts(new Date(Date.UTC(2005, 2, 7, 4, 5, 6)));
    const width = zero.find((p) => p.type === 'hour')?.value.length;
    out.time[`${hourCycle}${h}${m}${s}`] = datePattern(N, alone).replace(/\{[Hh]+\}/, hourCycle === 'h12' ? `{${'h'.repeat(width)}}` : `{${'H'.repeat(width)}}`);
  }
  out.fraction = show({ hour: 'numeric', minute: 'numeric', second: 'numeric', fractionalSecondDigits: 3 }).match(/\{ss\}(.*)\{S\}/)[1];
  out.zone = show({ hour: 'numeric', minute: 'numeric', timeZoneName: 'short' }).replace(clock, '{0}');
  out.dateZone = show({ year: 'numeric', timeZoneName: 'short' }).replace(out.date['-n--'], '{0}');
  out.period = show({ hour: 'numeric', dayPeriod: 'short', hour12: true });
  out.styles = {};
  for (const style of ['full', 'long', 'medium', 'short']) {
    const time = (hourCycle) => {
      const zero = dates(L, { timeStyle: style, hourCycle }).formatToParts(new Date(Date.UTC(2005, 2, 7, 4, 5, 6)));
      const width = zero.find((p) => p.type === 'hour').value.length;
      return show({ timeStyle: style, hourCycle }).replace(/\{[Hh]+\}/, hourCycle === 'h12' ? `{${'h'.repeat(width)}}` : `{${'H'.repeat(width)}}`);
    };
    const date = show({ dateStyle: style }), defaultTime = show({ timeStyle: 'short' });
    out.styles[style] = { date, h12: time('h12'), h23: time('h23'), glue: show({ dateStyle: style, timeStyle: 'short' }).replace(date, '{1}').replace(defaultTime, '{0}') };
  }
  out.range = rangeSeparator(L);
  return out;
}

function rangeSeparator(L) {
  const f = dates(L, { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
  return f.formatRangeToParts(sample, new Date(Date.UTC(2007, 3, 8, 17, 6))).find((p) => p.source === 'shared').value;
}

// popular are the zones whose names every language has; the others are written as offsets there.
const popular = 'London Dublin Lisbon Berlin Paris Madrid Rome Amsterdam Brussels Zurich Vienna Stockholm Copenhagen Oslo Warsaw Prague Helsinki Athens Moscow Istanbul'
  .split(' ').map((c) => 'Europe/' + c).concat(['UTC', 'America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/Sao_Paulo',
    'Asia/Tokyo', 'Asia/Shanghai', 'Asia/Seoul', 'Asia/Calcutta', 'Australia/Sydney']);

function zones(L) {
  const tuples = [], index = {}, where = {};
  for (const timeZone of L === 'en-US' ? [...Intl.supportedValuesOf('timeZone'), 'UTC'] : popular) {
    const name = (timeZoneName, month) => part(L, { timeZone, timeZoneName }, 'timeZoneName', new Date(Date.UTC(2024, month, 15)));
    const offset = (month) => part('en-US', { timeZone, timeZoneName: 'longOffset' }, 'timeZoneName', new Date(Date.UTC(2024, month, 15)));
    const minutes = (s) => { const m = /([+-])(\d\d):(\d\d)/.exec(s); return m ? (m[1] + '1') * (m[2] * 60 + +m[3]) : 0; };
    const months = minutes(offset(0)) <= minutes(offset(6)) ? [0, 6] : [6, 0];
    const tuple = [...months.flatMap((m) => [name('long', m), name('short', m)]), name('longGeneric', 0), name('shortGeneric', 0)];
    const key = JSON.stringify(tuple);
    index[key] ??= tuples.push(tuple) - 1;
    (where[index[key]] ??= []).push(timeZone);
  }
  return tuples.map((t, i) => [where[i].join(' '), ...t]);
}

// aliases are the names of the time zone database that mean another one: the names are those of Go's copy of it.
function aliases() {
  const zip = fs.readFileSync(path.join(require('node:child_process').execSync('go env GOROOT').toString().trim(), 'lib/time/zoneinfo.zip'), 'latin1');
  const out = {};
  for (const [, name] of zip.matchAll(/PK\x01\x02[^]{42}([A-Za-z0-9_+\/-]+)(?=PK|$)/g)) {
    let canonical;
    try {
      canonical = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    } catch {
      continue;
    }
    if (canonical !== name) (out[canonical] ??= []).push(name);
  }
  return Object.fromEntries(Object.entries(out).map(([k, v]) => [k, v.join(' ')]));
}

for (const L of process.argv[2] ? [process.argv[2]] : locales) {
  const data = { locale: L, numbers: numbers(L), currencies: currencies(L), compact: compact(L), units: units(L), lists: lists(L), relative: relative(L), calendar: calendar(L), zones: zones(L), aliases: L === 'en-US' ? aliases() : undefined };
  const text = JSON.stringify(data, (key, v) => v, 1).replace(/\n\s{3,}/g, ' ').replace(/ ([\]}])/g, '$1');
  fs.writeFileSync(path.join(__dirname, 'data', L + '.json'), text + '\n');
}
