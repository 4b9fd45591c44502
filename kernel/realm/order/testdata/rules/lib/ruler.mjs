export const ruler = (n = 12) => { let p = Promise.resolve(); for (let i = 1; i < n; i++) p = p.then(() => console.log('step', i)); };
