import './leaf0.mjs'; console.log('one')
