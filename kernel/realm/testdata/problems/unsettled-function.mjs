async function g() { await new Promise(() => {}); }
await g();
