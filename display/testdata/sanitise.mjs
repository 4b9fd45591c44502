// Runs HTML through the sanitiser that JupyterLab puts before untrusted outputs, and says what is lost.
//
//	node sanitise.mjs NODE_MODULES < {"name": "html", …} > {"name": ["what is lost", …], …}
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const lib = path.join(process.argv[2], '@jupyterlab', 'apputils', 'lib', 'sanitizer.js');
const { Sanitizer } = await import(pathToFileURL(lib));
const sanitizer = new Sanitizer();

/** Tags with their attributes and declarations, and texts, in order. */
function parts(html) {
  const list = [];
  for (const [piece] of html.matchAll(/<[^>]*>|[^<]+/g)) {
    if (!piece.startsWith('<')) {
      list.push(`text ${entities(piece)}`);
      continue;
    }
    const name = piece.match(/^<\/?\s*[\w-]+/)[0];
    if (!/^<\/?w?br$/.test(name)) list.push(name); // written as <br /> and <wbr></wbr>
    for (const [, key, value] of piece.matchAll(/([\w-]+)="([^"]*)"/g)) {
      const values = key === 'style' ? value.split(';').map((d) => d.replace(/\s*:\s*/, ':').trim()).filter(Boolean) : [value];
      for (const v of values) list.push(`${key} ${entities(v)}`);
    }
  }
  return list;
}

const NAMES = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
const entities = (s) => s.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, dec, hex, name) => dec ? String.fromCodePoint(+dec) : hex ? String.fromCodePoint(parseInt(hex, 16)) : NAMES[name] ?? all);

const pages = JSON.parse(readFileSync(0, 'utf8'));
const lost = {};
for (const [name, html] of Object.entries(pages)) {
  const before = parts(html), after = parts(sanitizer.sanitize(html));
  lost[name] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    if (before[i] === after[j]) { i++; j++; continue; }
    lost[name].push(before.indexOf(after[j], i) < 0 ? `gained ${after[j++]}` : before[i++]);
    if (lost[name].length > 20) break;
  }
}
process.stdout.write(JSON.stringify(lost));
