import { value, bump } from './cycle-1.mjs';
let found;
try { found = value; } catch (e) { found = e.name; }
export const use = [typeof bump, found];
