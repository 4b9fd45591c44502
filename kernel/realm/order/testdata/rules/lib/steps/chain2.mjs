import './mid.mjs'; console.log('chain2')
