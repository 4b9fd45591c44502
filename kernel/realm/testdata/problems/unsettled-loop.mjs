for await (const x of { [Symbol.asyncIterator]() { return { next: () => new Promise(() => {}) } } }) console.log(x);
