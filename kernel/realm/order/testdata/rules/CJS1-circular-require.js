// CJS1: of a module that is not finished one gets the exports so far.
console.log(require('./lib/circle-a.js'));
