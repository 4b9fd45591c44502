// cell: [11]
const fs = require('node:fs');
fs.stat(__filename, () => {
  console.log('stat done');
  fs.readFile(__filename, () => console.log('read after it'));
});
