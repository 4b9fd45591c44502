const x = 1;
function f() { return new Promise(() => {}); }
if (x) { console.log('b'); const y = [1, await f(), 2]; }
