import './lib/cycle.mjs'; export const a = 1; await new Promise(() => {});
