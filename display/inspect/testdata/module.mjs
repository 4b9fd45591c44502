// What Node prints for real module namespaces. TestModuleNamespaceIsShownAsNodeDoes makes the same objects by hand:
// goja has no modules.
import util from 'node:util';
import * as self from './module.mjs';
const load = (source) => import('data:text/javascript,' + encodeURIComponent(source));
const full = await load('export const a = 1; export const b = { c: { d: { e: 1 } } }; export default function f() {}; export let late;');
const empty = await load('');
for (const options of [{}, { depth: 0 }, { depth: -1 }, { colors: true }, { compact: false }, { showHidden: true }]) {
  console.log(util.inspect(full, options));
  console.log(util.inspect({ full, empty }, options));
  console.log(util.inspect(self, options));
}
export const later = 1;
