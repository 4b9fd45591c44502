import './leaf4.mjs'; console.log('mid2')
