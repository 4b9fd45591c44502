'use strict';
// The difference of two inspected values, line by line, as assertion errors show it.

const { edits } = require('internal/diff');

const shownSame = 5; // equal lines in a row that are shown; of more, the last is

// same compares lines; a comma at the end does not count where the values are lists of members.
const same = (a, b) => a === b;
const sameButComma = (a, b) => a === b || `${a},` === b || a === `${b},`;

function lines(actual, expected, commas) {
  return edits(actual, expected, commas ? sameButComma : same,
    commas ? (a, b) => (a.endsWith(',') ? a : b) : undefined);
}

// gap is what stands for the equal lines behind the first ones, when something else follows.
function gap(run) {
  const rest = run.slice(shownSame);
  if (rest.length <= 2) return { text: rest.map((line) => `  ${line}\n`).join(''), skipped: false };
  return { text: `...\n  ${rest[rest.length - 1]}\n`, skipped: true };
}

// printed writes the edits: + is only in actual, - only in expected.
function printed(list) {
  let message = '';
  let skipped = false;
  let run = [];
  const close = () => {
    const { text, skipped: left } = gap(run);
    message += text;
    skipped ||= left;
    run = [];
  };
  for (const [operation, line] of list) {
    if (operation === 0) {
      if (run.push(line) <= shownSame) message += `  ${line}\n`;
      continue;
    }
    close();
    message += `${operation > 0 ? '+' : '-'} ${line}\n`;
  }
  return { message: `\n${message.trimEnd()}`, skipped };
}

const difference = (actual, expected, commas) => printed(lines(actual, expected, commas));

module.exports = { difference };
