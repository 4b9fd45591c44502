// not for Node: what a frontend shows beside its text
console.log('before');
console.table([{ a: 1, b: 'x' }, { a: 2, c: { d: 1 } }]);
console.group('in a group');
console.table(new Map([['k|', '<b>']]), undefined);
console.groupEnd();
console.log('after');
