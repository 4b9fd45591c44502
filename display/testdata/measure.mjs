// Measures HTML in a real browser: {"name": "html", …} on stdin, {"name": ["complaint", …], …} on stdout.
//
//	node measure.mjs NODE_MODULES CHROMIUM [DIRECTORY for screenshots]
//
// A page is right when nothing is wider than it: on a white page and under JupyterLab's style sheet, 560 px wide, and
// on A4 paper. Its text must be there in all of them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [modules, executablePath, screenshots] = process.argv.slice(2);
const { chromium } = createRequire(path.join(modules, 'from-here.js'))('playwright-core');
const pages = JSON.parse(readFileSync(0, 'utf8'));

// What JupyterLab's style sheet does to tables in outputs, as measured in its pages: the worst a frontend does.
const JUPYTERLAB = `<style>
  body { font: 13px/1.6 system-ui, sans-serif; }
  table { border-collapse: collapse; table-layout: fixed; margin: 0 auto 1em; font-size: 12px; }
  td, th, tr { text-align: right; vertical-align: middle; padding: .5em; white-space: normal; }
  tbody tr:nth-child(odd) { background: #f5f5f5; }
  code, samp, pre { font-family: monospace; background: #eee; padding: 1px 5px; }
</style>`;
const LOOKS = [
  { look: 'white', head: '', width: 560, media: 'screen' },
  { look: 'jupyterlab', head: JUPYTERLAB, width: 560, media: 'screen' },
  { look: 'a4', head: '', width: 718, media: 'print' }, // 210 mm less 10 mm on each side, at 96 dpi
];

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const complaints = {};
try {
  for (const { look, head, width, media } of LOOKS) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, javaScriptEnabled: true });
    await page.emulateMedia({ media });
    for (const [name, html] of Object.entries(pages)) {
      await page.setContent(`<!doctype html><meta charset="utf-8">${head}<body style="margin:0">${html}`);
      const wide = await page.evaluate((most) => {
        const found = document.documentElement.scrollWidth > most ? [`page ${document.documentElement.scrollWidth} px`] : [];
        for (const e of document.querySelectorAll('table, th, td, p, div, code, samp, span')) {
          const { right, width } = e.getBoundingClientRect();
          if (right > most + 0.5 && width > 0) found.push(`${e.tagName} to ${Math.round(right)} px: ${e.textContent.slice(0, 40)}`);
          if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 30 && /^T[DH]$/.test(e.tagName)) found.push(`${e.tagName} overflows: ${e.textContent.slice(0, 40)}`);
        }
        if (document.body.innerText.trim() === '') found.push('no text');
        return found.slice(0, 5);
      }, width);
      (complaints[name] ??= []).push(...wide.map((w) => `${look}: ${w}`));
      if (screenshots) await page.screenshot({ path: path.join(screenshots, `${name.replaceAll(' ', '-')}-${look}.png`), fullPage: true });
    }
    await page.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(complaints));
