import './waits.mjs'; console.log('between');
