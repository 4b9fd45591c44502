// TextEncoder and TextDecoder: labels, errors, byte order marks, streams cut anywhere.
const show = (f) => {
  try {
    const v = f();
    console.log(typeof v === 'string' ? JSON.stringify(v) : v);
  } catch (e) {
    console.log(e.name, e.code, e.message, Object.keys(e).join());
  }
};
show(() => new TextEncoder());
show(() => new TextDecoder('latin1'));
show(() => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }));
show(() => ({ nested: [new TextDecoder('utf-16')] }));
for (const f of [() => new TextDecoder('nope'), () => new TextDecoder('utf-8', 1), () => new TextDecoder('utf-8', null).fatal, () => new TextDecoder().decode('x'),
  () => new TextDecoder().decode(null), () => new TextDecoder().decode(new Uint8Array([0x61]), 1), () => new TextDecoder().decode(), () => new TextDecoder().decode(new ArrayBuffer(2)),
  () => new TextDecoder().decode(new DataView(new Uint8Array([0x61, 0x62, 0x63]).buffer, 1, 1)), () => new TextDecoder().decode(new Uint16Array([0x6261])),
  () => new TextEncoder().encodeInto(1), () => new TextEncoder().encodeInto('a', []), () => new TextEncoder().encodeInto('hé€😀', new Uint8Array(4)), () => new TextEncoder().encodeInto('😀😀', new Uint8Array(9)),
  () => TextEncoder.prototype.encode.call({}), () => TextDecoder.prototype.decode.call({}), () => Object.getOwnPropertyDescriptor(TextDecoder.prototype, 'encoding').get.call({}),
  () => new TextEncoder().encode(), () => new TextEncoder().encode(undefined), () => new TextEncoder().encode(null), () => new TextEncoder().encode('a\ud800é😀'), () => new TextEncoder().encoding,
  () => Object.keys(TextDecoder.prototype).join() + Object.keys(TextEncoder.prototype).join(), () => `${new TextDecoder()} ${new TextEncoder()}`]) show(f);
for (const l of ['utf8', ' UTF-8\n', 'ascii', 'iso-8859-1', 'cp1252', 'utf-16be', 'unicode', 'gb2312', 'gb18030', 'big5', 'euc-jp', 'shift_jis', 'euc-kr', 'koi8-r', 'macintosh', 'iso-8859-15', 'windows-1251', 'ibm866', 'replacement', 'x-user-defined', 'tis-620', 'utf-32', 'null', 'windows-1252']) {
  show(() => { const d = new TextDecoder(l); return d.encoding + d.decode(new Uint8Array([0x41, 0xb0, 0xa1, 0x41])); });
}
const all = Uint8Array.from({ length: 256 }, (_, i) => i);
for (const l of ['windows-1252', 'iso-8859-2', 'koi8-u', 'windows-1250', 'macintosh', 'iso-8859-7']) show(() => new TextDecoder(l).decode(all));
const inputs = { bom: [0xef, 0xbb, 0xbf, 0x61], twice: [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf], euro: [0x61, 0xe2, 0x82, 0xac, 0x62], smile: [0xf0, 0x9f, 0x98, 0x80], bad: [0x61, 0xff, 0x62], cut: [0x61, 0xe2, 0x82], mixed: [0xe2, 0x28, 0xf0, 0x9f, 0x61, 0xc3], surrogate: [0xed, 0xa0, 0x80], fffd: [0xef, 0xbf, 0xbd] };
for (const name of Object.keys(inputs)) {
  for (const options of [{}, { fatal: true }, { ignoreBOM: true }]) {
    const bytes = new Uint8Array(inputs[name]);
    show(() => new TextDecoder('utf-8', options).decode(bytes));
    // Cut inside the first of two byte order marks, Node drops both.
    for (let cut = name === 'twice' ? 3 : 1; cut <= bytes.length; cut++) {
      show(() => {
        const d = new TextDecoder('utf-8', options);
        return [d.decode(bytes.subarray(0, cut), { stream: true }), d.decode(bytes.subarray(cut), { stream: true }), d.decode(), d.decode(bytes.subarray(0, 1))].join('|');
      });
    }
  }
}
for (const [label, list] of [['utf-16le', [[0x61, 0, 0x3d, 0xd8, 0, 0xde], [0xff, 0xfe, 0x61, 0], [0x3d, 0xd8], [0x61], [0, 0xdc, 0x61, 0]]], ['utf-16be', [[0xfe, 0xff, 0, 0x61], [0xd8, 0x3d, 0xde, 0]]], ['shift_jis', [[0x83, 0x65, 0x83, 0x58], [0x83]]], ['gbk', [[0xc4, 0xe3, 0xba, 0xc3], [0xff]]]]) {
  for (const bytes of list.map((b) => new Uint8Array(b))) {
    for (const fatal of [false, true]) {
      show(() => new TextDecoder(label, { fatal }).decode(bytes));
      if (!fatal) for (let cut = 1; cut < bytes.length; cut++) show(() => { const d = new TextDecoder(label); return d.decode(bytes.subarray(0, cut), { stream: true }) + '|' + d.decode(bytes.subarray(cut)); });
    }
  }
}
