// The search of the index page: all words of the question have to be in a section, titles count more.
const field = document.querySelector('#search');
const found = document.querySelector('#found');
const list = document.querySelector('#all');
const texts = sections.map(s => `${s.title} ${s.in} ${s.text}`.toLowerCase());

function score(i, words) {
  let points = 0;
  for (const word of words) {
    if (!texts[i].includes(word)) return 0;
    points += 1 + (sections[i].title.toLowerCase().includes(word) ? 5 : 0);
  }
  return points;
}

function item({ page, title, in: notebook, excerpt }) {
  const link = document.createElement('a');
  link.href = page;
  for (const [tag, text, name] of [['h2', title], ['p', excerpt], ['p', notebook, 'file']]) {
    const part = document.createElement(tag);
    part.textContent = text;
    if (name) part.className = name;
    link.append(part);
  }
  const row = document.createElement('li');
  row.append(link);
  return row;
}

function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  list.hidden = words.length > 0;
  found.hidden = words.length === 0;
  const hits = words.length === 0 ? [] : sections.map((s, i) => [score(i, words), s]).filter(([points]) => points > 0);
  hits.sort(([a], [b]) => b - a);
  found.replaceChildren(...hits.slice(0, 50).map(([, s]) => item(s)));
  if (words.length > 0 && hits.length === 0) found.textContent = 'Nothing has all of these words.';
}

field.hidden = false;
field.addEventListener('input', search);
search();
