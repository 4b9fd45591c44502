import { use } from './cycle-2.mjs';
export let value = 1;
export function bump() { value++; }
export const early = use;
