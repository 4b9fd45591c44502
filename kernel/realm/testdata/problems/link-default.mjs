import def from './lib/exports.mjs';
