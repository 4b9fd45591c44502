import './leaf1.mjs'; import './leaf2.mjs'; console.log('two')
