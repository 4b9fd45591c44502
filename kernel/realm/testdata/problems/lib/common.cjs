module.exports = { get a() { return 1 } }
