import './cycb.mjs'; console.log('a')
