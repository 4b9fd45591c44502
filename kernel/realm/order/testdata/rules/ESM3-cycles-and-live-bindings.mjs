// ESM3: in a cycle functions work, let and const do not yet; bindings are live.
import { value, bump, early } from './lib/cycle-1.mjs';
console.log(early);
console.log(value);
bump();
console.log(value);
