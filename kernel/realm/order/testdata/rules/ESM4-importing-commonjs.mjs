// ESM4: the body of a CommonJS module runs at its place in the graph.
import './lib/a.mjs';
import noisy, { name } from './lib/noisy.js';
import './lib/b.mjs';
console.log(noisy, name);
