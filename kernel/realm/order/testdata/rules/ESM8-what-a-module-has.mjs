// ESM8: what is and is not there.
console.log(this, typeof require, typeof module, typeof exports, typeof __filename);
console.log(import.meta.url.slice(0, 8), import.meta.url.endsWith('ESM8-what-a-module-has.mjs'));
console.log(import.meta.filename.endsWith('.mjs'), import.meta.dirname.length > 1);
console.log(import.meta.resolve('./lib/a.mjs') === new URL('./lib/a.mjs', import.meta.url).href, import.meta.resolve('fs'));
