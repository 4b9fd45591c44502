queueMicrotask(() => console.log('micro of a'));
console.log('body of a');
export const a = 'a';
