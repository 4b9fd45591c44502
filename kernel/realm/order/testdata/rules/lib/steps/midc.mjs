import './midb.mjs'; console.log('mid3')
