import './cyca.mjs'; console.log('b')
