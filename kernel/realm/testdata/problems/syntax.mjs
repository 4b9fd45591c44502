import x from './lib/exports.mjs';
let y = {;
