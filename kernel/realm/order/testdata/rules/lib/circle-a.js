exports.before = 'a before';
const b = require('./circle-b.js');
exports.after = 'a after';
exports.seen = b.seen;
