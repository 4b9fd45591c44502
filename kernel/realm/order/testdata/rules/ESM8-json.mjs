// ESM8: JSON needs its attribute.
import data from './lib/data.json' with { type: 'json' };
console.log(data);
await import('./lib/data.json').catch((e) => console.log(e.code));
