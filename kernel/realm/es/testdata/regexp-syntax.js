// random sequences of what patterns are made of: mostly syntax errors
let seed = +(process.argv[2] ?? 1);
const rnd = (n) => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % n; };
const pick = (a) => a[rnd(a.length)];
const toks = ['(', ')', '[', ']', '{', '}', '?', '*', '+', '|', '\\', '^', '$', '.', '-', '--', '&&', '&', 'a', 'b', '1', '2', ',', ':', '=', '!', '<', '>', '(?', '(?:', '(?<', '(?<a>', '(?<b>', '\\k<a>', '\\k', '\\u', '\\u{61}', '\\u00', '\\x', '\\x61', '\\p', '\\p{L}', '\\P{Lu}', '\\q{', '\\q{ab|c}', '\\d', '\\w', '\\b', '\\c', '\\cA', '\\0', '\\1', '\\9', '[^', '{1}', '{2,1}', '{1,', '{,1}', '(?i:', '(?-i:', '(?i-i:', '(?--:', '(?ii:', '(?-:', '\\-', '!!', '\ud83d', '\ude00', '😀', '[a-z]', '[\\d-z]', '#', '/', '\n'];
const inputs = ['', 'a', 'ab', 'b1', 'abab', '😀', '-', '&', 'k<a>', 'c', 'A'];
for (let i = 0; i < 1500; i++) {
  const flags = pick(['', 'u', 'v', 'i', 'iv', '']);
  let src = '';
  const cls = rnd(4) === 0;
  for (let n = 1 + rnd(6); n > 0; n--) src += pick(toks);
  if (cls) src = '[' + src + ']';
  let out;
  try {
    const re = new RegExp(src, flags);
    out = JSON.stringify(re.source) + inputs.map((s) => { const m = re.exec(s); return m ? JSON.stringify([...m, m.index, m.groups]) : '-'; }).join(' ');
  } catch (e) { out = e.name + ': ' + e.message; }
  console.log(i, JSON.stringify(src), flags, out);
}
