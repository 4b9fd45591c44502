export { zip } from './lib/exports.mjs';
