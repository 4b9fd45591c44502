import './leaf6.mjs'; console.log('loaded dep')
