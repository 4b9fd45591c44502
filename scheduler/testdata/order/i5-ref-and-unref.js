// I5: hasRef is false from the moment it runs; an unref-ed immediate runs if the loop turns
require('../prelude.js');
const a = setImmediate(() => { log('a', a.hasRef()); a.ref(); log(a.hasRef()); });
const b = setImmediate(() => log('b'));
log(a.hasRef(), b.unref().unref().hasRef(), b.ref().hasRef(), b.unref().hasRef());
