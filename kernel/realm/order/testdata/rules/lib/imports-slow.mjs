import './slow-2.mjs';
console.log('never');
