'use strict';
// The text of the call that an assertion failed in: assert.ok's message shows it.

// places returns where fn was called, as call sites, innermost first; none if the engine cannot tell.
function places(fn) {
  if (typeof Error.captureStackTrace !== 'function') return [];
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (err, sites) => sites;
    const holder = {};
    Error.captureStackTrace(holder, fn);
    return Array.isArray(holder.stack) ? holder.stack : [];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function lineOf(site) {
  try {
    return require('internal/source').line(site.getFileName(), site.getLineNumber());
  } catch {
    return undefined; // an engine without a realm around it
  }
}

const name = /[\p{ID_Continue}$\u200c\u200d.]/u;

// startOf goes back from inside of a member expression to where it begins.
function startOf(line, at) {
  for (;;) {
    while (at > 0 && name.test(line[at - 1])) at--;
    if (line[at - 1] !== ']') return at;
    const open = line.lastIndexOf('[', at - 1);
    if (open === -1) return at;
    at = open;
  }
}

// skipped returns where a string, template or comment that begins at i ends; i if none does.
function skipped(line, i) {
  const quote = line[i];
  if (line.startsWith('/*', i)) {
    const end = line.indexOf('*/', i + 2);
    return end === -1 ? line.length : end + 2;
  }
  if (quote !== "'" && quote !== '"' && quote !== '`') return i;
  for (let k = i + 1; k < line.length; k++) {
    if (line[k] === '\\') k++;
    else if (line[k] === quote) return k + 1;
  }
  return line.length;
}

// endOf returns where the arguments that follow at are closed, the end of the line if they are not.
function endOf(line, at) {
  let depth = 0;
  for (let i = line.indexOf('(', at); i !== -1 && i < line.length;) {
    const after = skipped(line, i);
    if (after > i) {
      i = after;
      continue;
    }
    if (line[i] === '(') depth++;
    else if (line[i] === ')' && --depth === 0) return i + 1;
    i++;
  }
  return line.length;
}

// expression returns the source of the call of fn, undefined if it is not known.
function expression(fn) {
  const [site] = places(fn);
  const line = site && lineOf(site);
  if (typeof line !== 'string') return undefined;
  const column = site.getColumnNumber() - 1;
  return line.slice(startOf(line, column), endOf(line, column));
}

module.exports = { expression };
