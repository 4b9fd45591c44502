// T11: ref and unref are idempotent and chain; an unref-ed timer runs while something else holds the loop
require('../prelude.js');
const a = setTimeout(() => log('a'), 20);
log(a.hasRef(), a.unref().unref().hasRef(), a.ref().ref().hasRef(), a.unref().hasRef());
setTimeout(() => { log('end', a.hasRef()); }, 80);
setTimeout(() => log('never'), 300).unref();
