// ESM8: the names of CommonJS are no names in an ES module, and the error says so.
console.log(typeof globalThis.require, typeof globalThis.__dirname);
try { require('fs'); } catch (e) { console.log(e.message); }
await import('./lib/uses-module.mjs').catch((e) => console.log(e.name, e.message, e.code));
await import('./lib/uses-dirname.mjs').catch((e) => console.log(e.name, e.message, e.code));
