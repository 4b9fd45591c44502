'use strict';
// What an output stream on a terminal can do beside writing: its size, its colours, its cursor.

const { validateInteger } = require('internal/validators');
const ansi = require('internal/readline/ansi');

const mono = 1;
const sixteen = 4;
const paletted = 8;
const trueColor = 24;

// Terminals that are known by TERM to have colours, and how many bits of them.
const terms = new Map([
  ['eterm', sixteen], ['cons25', sixteen], ['console', sixteen], ['cygwin', sixteen], ['dtterm', sixteen], ['gnome', sixteen],
  ['hurd', sixteen], ['jfbterm', sixteen], ['konsole', sixteen], ['kterm', sixteen], ['mlterm', trueColor], ['mosh', trueColor],
  ['putty', sixteen], ['st', sixteen], ['rxvt-unicode-24bit', trueColor], ['terminator', trueColor], ['xterm-kitty', trueColor],
]);
const termPatterns = [/ansi/, /color/, /linux/, /direct/, /^con[0-9]*x[0-9]/, /^rxvt/, /^screen/, /^xterm/, /^vt100/, /^vt220/];

// colorDepth returns the bits of colour of a terminal as its environment describes it.
function colorDepth(env) {
  const forced = forcedDepth(env.FORCE_COLOR);
  if (forced !== undefined) return forced;
  if (env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '') return mono;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return mono;
  if (env.TERM === 'dumb') return mono;
  if (env.TMUX) return trueColor;
  if ('TF_BUILD' in env && 'AGENT_NAME' in env) return sixteen;
  if ('CI' in env) return ciDepth(env);
  if ('TEAMCITY_VERSION' in env) return /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? sixteen : mono;
  if (env.TERM_PROGRAM === 'iTerm.app') return !env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ? paletted : trueColor;
  if (env.TERM_PROGRAM === 'HyperTerm' || env.TERM_PROGRAM === 'MacTerm') return trueColor;
  if (env.TERM_PROGRAM === 'Apple_Terminal') return paletted;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return trueColor;
  return termDepth(env);
}

function forcedDepth(force) {
  switch (force) {
    case undefined: return undefined;
    case '': case '1': case 'true': return sixteen;
    case '2': return paletted;
    case '3': return trueColor;
  }
  return mono;
}

function ciDepth(env) {
  if (['CIRCLECI', 'GITEA_ACTIONS', 'GITHUB_ACTIONS'].some((name) => name in env)) return trueColor;
  return ['APPVEYOR', 'BUILDKITE', 'DRONE', 'GITLAB_CI', 'TRAVIS'].some((name) => name in env) || env.CI_NAME === 'codeship' ? paletted : mono;
}

function termDepth(env) {
  if (env.TERM) {
    if (env.TERM.includes('truecolor')) return trueColor;
    if (/^xterm-256/.test(env.TERM)) return paletted;
    const term = env.TERM.toLowerCase();
    if (terms.has(term)) return terms.get(term);
    if (termPatterns.some((pattern) => pattern.test(term))) return sixteen;
  }
  return env.COLORTERM ? sixteen : mono;
}

const methods = {
  getColorDepth(env = process.env) { return colorDepth(env); },

  hasColors(count, env) {
    if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
      env = count;
      count = 16;
    } else {
      validateInteger(count, 'count', 2);
    }
    return count <= 2 ** this.getColorDepth(env);
  },

  _refreshSize() {
    const size = internal.windowSize(this.fd);
    if (size === undefined) return;
    const [columns, rows] = size;
    if (columns === this.columns && rows === this.rows) return;
    const first = this.columns === undefined;
    this.columns = columns;
    this.rows = rows;
    if (!first) this.emit('resize');
  },

  getWindowSize() { return [this.columns, this.rows]; },

  cursorTo(x, y, callback) { return ansi.cursorTo(this, x, y, callback); },

  moveCursor(dx, dy, callback) { return ansi.moveCursor(this, dx, dy, callback); },

  clearLine(dir, callback) { return ansi.clearLine(this, dir, callback); },

  clearScreenDown(callback) { return ansi.clearScreenDown(this, callback); },
};

function addTerminal(prototype) {
  Object.assign(prototype, methods);
}

module.exports = { addTerminal };
