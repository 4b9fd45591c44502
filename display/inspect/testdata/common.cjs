// Both runtimes run this first. Stacks differ between engines and machines: an error in a program is given one.
Object.defineProperty(globalThis, 'traced', {
  value(error, frames = ['f (file.js:1:2)', 'g (file.js:3:4)'], head = String(error)) {
    const stack = [head, ...frames.map((f) => '    at ' + f)].join('\n');
    Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true, enumerable: false });
    return error;
  },
});
