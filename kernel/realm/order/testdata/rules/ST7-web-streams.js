// ST7: web streams need microtasks only.
const s = new ReadableStream({ start(c) { c.enqueue('a'); c.enqueue('b'); c.close(); } });
(async () => { for await (const v of s) console.log(v); console.log('closed'); })();
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
const w = new WritableStream({ write(c) { console.log('write', c); }, close() { console.log('close'); } });
const writer = w.getWriter();
writer.write(1).then(() => console.log('written'));
writer.close().then(() => console.log('writer closed'));
