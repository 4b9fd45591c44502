exports.seen = { ...require('./circle-a.js') };
