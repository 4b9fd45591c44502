// cell: [37]
process.on('exit', () => console.log('exit'));
let once = true;
process.on('beforeExit', () => {
  console.log('beforeExit');
  if (once) setImmediate(() => console.log('alive again'));
  once = false;
});
setImmediate(() => console.log('immediate'));
