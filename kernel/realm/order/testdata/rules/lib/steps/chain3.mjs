import './midc.mjs'; console.log('chain3')
