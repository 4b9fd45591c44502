const fs = process.getBuiltinModule('fs');
fs.stat(process.argv[1], () => console.log('complete'));
setTimeout(() => console.log('timer'), 200);
