// T2: durations that do not fit are warned of, each time or once.
process.on('warning', (w) => console.log(w.name));
for (const ms of [2 ** 31, 2 ** 31, -1, -2, NaN, NaN]) clearTimeout(setTimeout(() => {}, ms));
