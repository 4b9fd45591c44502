// F2: an immediate made at main precedes the end of fs.readFile.
setImmediate(() => console.log('immediate'));
require('fs').readFile(__filename, 'utf8', (e, text) => console.log('read', text.length > 10));
