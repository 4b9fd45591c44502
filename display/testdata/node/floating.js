// cell: [25]
// clock: virtual
const log = (text) => new Promise((resolve) => setTimeout(() => { console.log(text); resolve(); }, 5));
log('not awaited');
(async () => { await log('awaited'); })();
console.log('end of script');
