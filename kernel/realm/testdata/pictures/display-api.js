display({ a: 1 });
display.html('<b>bold</b>');
display.html`<p>${'<script>'} and ${['a', '&b']}</p>`;
display.markdown`# ${'a | *b*'}`;
display.markdown('*x*');
display.svg('<svg xmlns="http://www.w3.org/2000/svg"/>');
display.latex`$\frac{1}{${2}}$`;
display.json({ deep: [1, { x: null }] });
display.png(new Uint8Array([137, 80, 78, 71]));
display.vega({ $schema: 'https://vega.github.io/schema/vega-lite/v5.json', mark: 'bar' });
display.vega({ $schema: 'https://vega.github.io/schema/vega/v6.json' });
display.bundle({ 'text/html': '<i>i</i>', 'application/x+json': { a: 1 } });
// %% cell
const handle = display('first', { id: 'one' });
handle.update('second');
handle.update(new Map([[1, 2]]));
handle.clear();
const bar = display.progress(0, 4, 'loading');
for (let i = 1; i <= 4; i++) { bar.update(i, 4, 'loading'); }
display.clear();
handle
// %% cell
class Table { [Symbol.for('Jupyter.display')]() { return { 'text/html': '<table></table>', 'text/plain': 'a table' }; } }
display(new Table());
new Table()
// %% cell
class Slow { async [Symbol.for('Jupyter.display')]() { await new Promise((r) => setTimeout(r, 5)); return { 'text/markdown': '**slow**' }; } }
display(new Slow());
new Slow()
// %% cell
({ [Symbol.for('Jupyter.display')]: () => new Promise(() => {}) })
// %% cell
({ [Symbol.for('Jupyter.display')]: () => Promise.reject(new Error('refused')) })
// %% cell
({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': 5 }) })
// %% cell
display.png('not base64!')
// %% cell
display.html
