// I3: arguments and `this`.
const i = setImmediate(function (...args) { console.log(this === i, args); }, 1, [2]);
try { setImmediate('f'); } catch (e) { console.log(e.code); }
