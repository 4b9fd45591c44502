const { pathToFileURL, fileURLToPath } = require('url');
let s = '/'; for (let i = 1; i < 128; i++) if (i !== 47) s += String.fromCharCode(i);
console.log(pathToFileURL(s).href); console.log(pathToFileURL('/a//b/../c/').href, pathToFileURL('/é/\u{1F600}/\\x').href, pathToFileURL('rel').href.endsWith('/rel'), pathToFileURL('/a?b#c%20').href);
console.log(fileURLToPath(pathToFileURL(s)) === s);
console.log(pathToFileURL('C:\\a[b]|~^x\\', { windows: true }).href, pathToFileURL('\\\\srv\\a[b]|~^x', { windows: true }).href, pathToFileURL('/~/[x]|^', { windows: false }).href);
