import { nope } from './lib/exports.mjs';
