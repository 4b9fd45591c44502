// Writes unicode.txt, the character properties as this Node has them: node unicode.js > unicode.txt
//
// One line for each set of characters: its names, separated by commas, a space, and its ranges. A range is two numbers
// in base 36 separated by a comma: how far it starts behind the last one's end, and how far its end is from its start
// (left out if 0). The lines fold-u and fold-i hold the classes of characters that are one under the flags iu and i; lines
// whose name begins with "strings=" hold strings, their characters joined by commas.
'use strict';

const MAX = 0x110000;

function ranges(test) {
  const list = [];
  let start = -1;
  for (let c = 0; c <= MAX; c++) {
    const inside = c < MAX && test(c);
    if (inside && start < 0) start = c;
    if (!inside && start >= 0) {
      list.push([start, c - 1]);
      start = -1;
    }
  }
  return list;
}

function encode(list) {
  let last = 0;
  return list.map(([a, b]) => {
    const s = (a - last).toString(36) + (b > a ? ',' + (b - a).toString(36) : '');
    last = b;
    return s;
  }).join(' ');
}

const characters = Array.from({ length: MAX }, (_, c) => String.fromCodePoint(c));

function property(expression) {
  const r = new RegExp(`^\\p{${expression}}$`, 'u');
  return encode(ranges((c) => r.test(characters[c])));
}

function known(expression) {
  try {
    new RegExp(`\\p{${expression}}`, 'u');
    return true;
  } catch {
    return false;
  }
}

function line(names, data) {
  process.stdout.write(`${names.join(',')} ${data}\n`);
}

const categories = `
  Cc,Control,cntrl Cf,Format Cn,Unassigned Co,Private_Use Cs,Surrogate Ll,Lowercase_Letter Lm,Modifier_Letter
  Lo,Other_Letter Lt,Titlecase_Letter Lu,Uppercase_Letter Mc,Spacing_Mark Me,Enclosing_Mark Mn,Nonspacing_Mark
  Nd,Decimal_Number,digit Nl,Letter_Number No,Other_Number Pc,Connector_Punctuation Pd,Dash_Punctuation
  Pe,Close_Punctuation Pf,Final_Punctuation Pi,Initial_Punctuation Po,Other_Punctuation Ps,Open_Punctuation
  Sc,Currency_Symbol Sk,Modifier_Symbol Sm,Math_Symbol So,Other_Symbol Zl,Line_Separator Zp,Paragraph_Separator
  Zs,Space_Separator C,Other L,Letter LC,Cased_Letter M,Mark,Combining_Mark N,Number P,Punctuation,punct S,Symbol
  Z,Separator`.trim().split(/\s+/).map((s) => s.split(','));

const binary = `
  ASCII ASCII_Hex_Digit,AHex Alphabetic,Alpha Any Assigned Bidi_Control,Bidi_C Bidi_Mirrored,Bidi_M Case_Ignorable,CI
  Cased Changes_When_Casefolded,CWCF Changes_When_Casemapped,CWCM Changes_When_Lowercased,CWL
  Changes_When_NFKC_Casefolded,CWKCF Changes_When_Titlecased,CWT Changes_When_Uppercased,CWU Dash
  Default_Ignorable_Code_Point,DI Deprecated,Dep Diacritic,Dia Emoji Emoji_Component,EComp Emoji_Modifier,EMod
  Emoji_Modifier_Base,EBase Emoji_Presentation,EPres Extended_Pictographic,ExtPict Extender,Ext Grapheme_Base,Gr_Base
  Grapheme_Extend,Gr_Ext Hex_Digit,Hex IDS_Binary_Operator,IDSB IDS_Trinary_Operator,IDST ID_Continue,IDC ID_Start,IDS
  Ideographic,Ideo Join_Control,Join_C Logical_Order_Exception,LOE Lowercase,Lower Math Noncharacter_Code_Point,NChar
  Pattern_Syntax,Pat_Syn Pattern_White_Space,Pat_WS Quotation_Mark,QMark Radical Regional_Indicator,RI
  Sentence_Terminal,STerm Soft_Dotted,SD Terminal_Punctuation,Term Unified_Ideograph,UIdeo Uppercase,Upper
  Variation_Selector,VS White_Space,space XID_Continue,XIDC XID_Start,XIDS`.trim().split(/\s+/).map((s) => s.split(','));

for (const names of categories) line(names.map((n) => 'gc=' + n), property('gc=' + names[0]));
for (const names of binary) line(names, property(names[0]));

// Scripts have a code of four letters and a long name; both are found by trying, and belong together if their sets agree.
const letters = 'abcdefghijklmnopqrstuvwxyz';
const codes = [];
for (const a of letters) for (const b of letters) for (const c of letters) for (const d of letters) {
  const code = a.toUpperCase() + b + c + d;
  if (known('sc=' + code)) codes.push(code);
}
const longNames = `
  Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Beria_Erfe
  Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham
  Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra
  Duployan Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Garay Georgian Glagolitic Gothic Grantha Greek Gujarati
  Gunjala_Gondi Gurmukhi Gurung_Khema Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic
  Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana Katakana_Or_Hiragana Kawi
  Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki Khudawadi Kirat_Rai Lao Latin Lepcha Limbu Linear_A Linear_B
  Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin Meetei_Mayek
  Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean Nag_Mundari
  Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Ol_Onal Old_Hungarian Old_Italic
  Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage Osmanya
  Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Qaac Qaai Rejang Runic Samaritan Saurashtra
  Sharada Shavian Siddham Sidetic SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese Sunuwar Syloti_Nagri
  Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Tai_Yo Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan
  Tifinagh Tirhuta Todhri Tolong_Siki Toto Tulu_Tigalari Ugaritic Unknown Vai Vithkuqi Wancho Warang_Citi Yezidi Yi
  Zanabazar_Square`.trim().split(/\s+/).filter((n) => known('sc=' + n));
const bySet = new Map();
for (const name of [...codes, ...longNames]) {
  const data = property('sc=' + name) + '|' + property('scx=' + name);
  if (!bySet.has(data)) bySet.set(data, []);
  if (!bySet.get(data).includes(name)) bySet.get(data).push(name);
}
for (const [data, names] of bySet) {
  const [sc, scx] = data.split('|');
  line(names.map((n) => 'sc=' + n), sc);
  if (scx !== sc) line(names.map((n) => 'scx=' + n), scx);
}

// Characters with a case: what upper and lower case connect, then divided by what the flags say.
const parent = new Map();
const find = (c) => {
  while (parent.get(c) !== c) c = parent.get(c);
  return c;
};
for (let c = 0; c < MAX; c++) {
  if (c >= 0xd800 && c <= 0xdfff) continue;
  for (const s of [characters[c].toLowerCase(), characters[c].toUpperCase(), characters[c].toUpperCase().toLowerCase(), characters[c].toLowerCase().toUpperCase(), characters[c].normalize('NFC')]) {
    const d = s.codePointAt(0);
    if (d === c || s.length !== characters[d].length) continue;
    for (const x of [c, d]) if (!parent.has(x)) parent.set(x, x);
    parent.set(find(c), find(d));
  }
}
const components = new Map();
for (const c of parent.keys()) {
  const root = find(c);
  if (!components.has(root)) components.set(root, []);
  components.get(root).push(c);
}
for (const flags of ['iu', 'i']) {
  const groups = [];
  for (const members of components.values()) {
    let left = members.filter((c) => flags === 'iu' || c < 0x10000).sort((a, b) => a - b);
    while (left.length > 0) {
      const r = new RegExp(`^\\u${left[0] > 0xffff ? `{${left[0].toString(16)}}` : left[0].toString(16).padStart(4, '0')}$`, flags);
      const same = left.filter((c) => r.test(characters[c]));
      if (same.length > 1) groups.push(same);
      left = left.filter((c) => !same.includes(c));
    }
  }
  groups.sort((a, b) => a[0] - b[0]);
  line([flags === 'i' ? 'fold-i' : 'fold-u'], groups.map((g) => g.map((c) => c.toString(36)).join(',')).join(' '));
}

// Properties of strings cannot be enumerated; they are found among what emoji are composed of.
const matching = (name, candidates) => {
  const r = new RegExp(`^\\p{${name}}$`, 'v');
  return [...new Set(candidates)].filter((s) => [...s].length > 1 && r.test(s));
};
const having = (name) => characters.filter((s) => new RegExp(`^\\p{${name}}$`, 'u').test(s));
const emoji = having('Emoji'), bases = having('Emoji_Modifier_Base'), skins = having('Emoji_Modifier');
const flags = having('Regional_Indicator');
const [zwj, vs, heart, kiss, arrow] = ['\u200d', '\ufe0f', '\u2764\ufe0f', '\u{1f48b}', '\u27a1\ufe0f'];
const product = (...lists) => lists.reduce((all, list) => all.flatMap((a) => list.map((b) => a + b)), ['']);
const tag = (s) => '\u{1f3f4}' + [...s].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('') + '\u{e007f}';
const elements = [...emoji, ...emoji.map((e) => e + vs), ...product(bases, skins)];
const composable = elements.filter((e) => /\p{RGI_Emoji}/v.test(e));
const pairs = composable.flatMap((a) => matching('RGI_Emoji_ZWJ_Sequence', composable.map((b) => a + zwj + b)));
const adults = ['\u{1f468}', '\u{1f469}', '\u{1f9d1}'].flatMap((p) => [p, ...product([p], skins)]);
const children = ['\u{1f466}', '\u{1f467}', '\u{1f9d2}'];
const found = {
  Basic_Emoji: matching('Basic_Emoji', emoji.map((e) => e + vs)),
  Emoji_Keycap_Sequence: matching('Emoji_Keycap_Sequence', product([...'0123456789#*'], [vs + '\u20e3'])),
  RGI_Emoji_Modifier_Sequence: matching('RGI_Emoji_Modifier_Sequence', product(bases, skins)),
  RGI_Emoji_Flag_Sequence: matching('RGI_Emoji_Flag_Sequence', product(flags, flags)),
  RGI_Emoji_Tag_Sequence: matching('RGI_Emoji_Tag_Sequence', ['gbeng', 'gbsct', 'gbwls'].map(tag)),
  RGI_Emoji_ZWJ_Sequence: matching('RGI_Emoji_ZWJ_Sequence', [
    ...pairs,
    ...pairs.map((p) => p + zwj + arrow),
    ...product(adults, [zwj], [heart, '\u{1f91d}', '\u{1f430}', '\u{1fa70}', ...adults], [zwj], [...adults, ...children]),
    ...product(adults, [zwj], children, [zwj], children),
    ...product(adults, [zwj + heart + zwj + kiss + zwj], adults),
    ...product(adults, [zwj], adults, [zwj], children, [zwj], children),
  ]),
};
for (const [name, list] of Object.entries(found)) {
  line(['strings=' + name], list.map((s) => [...s].map((c) => c.codePointAt(0).toString(36)).join(',')).join(' '));
}
line(['Basic_Emoji-single'], encode(ranges((c) => /^\p{Basic_Emoji}$/v.test(characters[c]))));
