const fs = process.getBuiltinModule('fs');
fs.readFile(process.argv[1], () => {
  setTimeout(() => console.log('timer'), 0);
  setImmediate(() => console.log('immediate'));
});
