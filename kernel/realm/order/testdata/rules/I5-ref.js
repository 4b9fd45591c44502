// I5: hasRef, ref and unref; after running hasRef is false.
const i = setImmediate(() => { console.log('inside', i.hasRef()); });
console.log(i.hasRef(), i.unref().hasRef(), i.ref() === i, i.hasRef());
setImmediate(() => console.log('after', i.hasRef()));
