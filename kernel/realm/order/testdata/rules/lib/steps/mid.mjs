import './leaf3.mjs'; console.log('mid')
