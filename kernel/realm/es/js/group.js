// Object.groupBy and Map.groupBy: ECMA-262 sections 20.1.2.13 and 24.1.2.1.
const { error, text, iterable, Map, create, has, get, set } = natives;

function group(items, fn, name, add) {
  if (items === undefined || items === null) throw error('TypeError', `${name} called on null or undefined`);
  if (typeof fn !== 'function') throw error('TypeError', `${text(fn)} is not a function`);
  let n = 0;
  for (const item of iterable(items)) add(fn(item, n++), item);
}

function objectGroupBy(items, fn) {
  const groups = create(null);
  group(items, fn, 'Object.groupBy', (k, item) => {
    const key = typeof k === 'symbol' ? k : `${k}`;
    const list = groups[key] ??= [];
    list[list.length] = item;
  });
  return groups;
}

function mapGroupBy(items, fn) {
  const groups = new Map();
  group(items, fn, 'Map.groupBy', (key, item) => {
    if (natives.apply(has, groups, [key])) {
      const list = natives.apply(get, groups, [key]);
      list[list.length] = item;
    } else {
      natives.apply(set, groups, [key, [item]]);
    }
  });
  return groups;
}

return { objectGroupBy, mapGroupBy };
