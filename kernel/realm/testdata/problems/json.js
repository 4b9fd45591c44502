const x = require('./lib/bad.json');
