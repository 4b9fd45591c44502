// Dates as text name the time zone in full.
for (const date of [new Date(0), new Date(1720000000000), new Date(NaN)]) console.log(String(date), '|', date.toTimeString(), '|', `${date}`, '|', date + '', '|', date.toDateString());
console.log(/\(Coordinated Universal Time\)$/.test(Date()), [new Date(5)].join());
for (const name of ['toString', 'toTimeString']) {
  try { Date.prototype[name].call({}); } catch (e) { console.log(e.message); }
}
