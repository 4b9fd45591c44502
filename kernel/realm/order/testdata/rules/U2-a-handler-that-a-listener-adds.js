// U2: a handler that a listener adds to a later promise of the same batch does not prevent its report, nor is it late.
process.on('rejectionHandled', () => console.log('never'));
const p = ['a', 'b', 'c'].map((r) => Promise.reject(r));
process.on('unhandledRejection', (e) => {
  console.log('unhandled', e);
  if (e === 'a') p[2].catch((e) => console.log('handled', e));
});
