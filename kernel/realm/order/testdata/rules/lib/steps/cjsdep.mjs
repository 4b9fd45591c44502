import './leaf5.cjs'; console.log('cjs dep')
