// random patterns on a few inputs, and what replace, split, match and search make of them
let seed = +(process.argv[2] ?? 1);
const rnd = (n) => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % n; };
const pick = (a) => a[rnd(a.length)];
const atoms = (u) => ['a', 'b', 'c', 'A', '.', '\\d', '\\w', '\\s', '\\b', '\\B', '^', '$', '[ab]', '[^a]', '[a-c]', '[\\w-]', '\\W', '\\n', 'é', '\\u00e9', u ? '\\u{1F600}' : '\\uD83D', '😀', '[😀b]', '\\1', '\\2', '1', '-', '[\\s\\S]', '[^]', '(?=a)', 'ſ', 'k', 'ß', '\\x41', '\\cJ', u ? '\\p{Lu}' : '\\p', u ? '\\P{L}' : '{', '[^\\W]', '\\0', u ? '[\\u{61}-\\u{7a}]' : '[\\c_]', ...(u ? [] : ['}', ']', '{1', 'x{', '\\c', '\\x4', '\\u12', '\\8', '\\08', '\\377', '\\k', '[\\d-x]', '[a-\\d]', '\\_', '\\a'])];
const gen = (d, u) => {
  const r = rnd(12);
  if (d <= 0 || r < 5) return pick(atoms(u));
  if (r === 5) return '(' + gen(d - 1, u) + ')';
  if (r === 6) return '(?:' + gen(d - 1, u) + '|' + gen(d - 1, u) + ')';
  if (r === 7) { const a = gen(d - 1, u); return (a.length > 1 && !/^(\\.|\[.*\]|\(.*\))$/.test(a) ? '(?:' + a + ')' : a) + pick(['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,1}?', '{2,}', '{,3}', '{0}']); }
  if (r === 8) return pick(['(?=', '(?!', '(?<=', '(?<!']) + gen(d - 1, u) + ')';
  if (r === 9) return gen(d - 1, u) + '|' + gen(d - 1, u);
  if (r === 10) return pick(['(?<n>', '(?<m>']) + gen(d - 1, u) + ')';
  return gen(d - 1, u) + gen(d - 1, u);
};
const inputs = ['', 'a', 'ab', 'abc', 'aab', 'bca', 'AbC', 'a\nb', 'éa', '😀', 'a😀b', '\ud83d', 'ſs', 'kK\u212a', 'ßẞ', 'abcabcaabb', 'x{1]}', '\u2028a', '\x00c\n'];
for (let i = 0; i < 400; i++) {
  const flags = pick(['', 'i', 'u', 'iu', 'm', 's', 'g', 'y', 'v', 'iv', 'd', 'gim', 'suy']);
  const src = gen(4, /[uv]/.test(flags));
  let out;
  try {
    const re = new RegExp(src, flags);
    out = inputs.map((s) => { re.lastIndex = 0; const m = re.exec(s); return m ? JSON.stringify([...m, m.index, re.lastIndex, m.groups, m.indices]) : '-'; }).join(' ');
    out += ' # ' + inputs.slice(4, 10).map((s) => JSON.stringify([s.replace(re, '<$&$1>'), s.split(re), s.match(re), s.search(re)])).join(' ');
  } catch (e) { out = e.name + ': ' + e.message; }
  console.log(i, JSON.stringify(src), flags, out);
}
