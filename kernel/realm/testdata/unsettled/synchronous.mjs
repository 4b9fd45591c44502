import './function.mjs'; console.log(1)
