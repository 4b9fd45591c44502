'use strict';
// emitKeypressEvents: the bytes of a terminal as 'keypress' events (text, { sequence, name, ctrl, meta, shift }).

const { StringDecoder } = require('string_decoder');

const kDecoder = Symbol('keypress-decoder');
const kEscape = Symbol('escape-decoder');
const escape = '\u001b';
const escapeTimeout = 500; // after which an escape on its own is a key

// What a terminal sends for keys, after ESC O, ESC [ or ESC [[: xterm, rxvt, putty, the Linux console.
const functionKeys = {
  'OP': 'f1', 'OQ': 'f2', 'OR': 'f3', 'OS': 'f4', '[P': 'f1', '[Q': 'f2', '[R': 'f3', '[S': 'f4',
  '[11~': 'f1', '[12~': 'f2', '[13~': 'f3', '[14~': 'f4', '[200~': 'paste-start', '[201~': 'paste-end',
  '[[A': 'f1', '[[B': 'f2', '[[C': 'f3', '[[D': 'f4', '[[E': 'f5',
  '[15~': 'f5', '[17~': 'f6', '[18~': 'f7', '[19~': 'f8', '[20~': 'f9', '[21~': 'f10', '[23~': 'f11', '[24~': 'f12',
  '[A': 'up', '[B': 'down', '[C': 'right', '[D': 'left', '[E': 'clear', '[F': 'end', '[H': 'home',
  'OA': 'up', 'OB': 'down', 'OC': 'right', 'OD': 'left', 'OE': 'clear', 'OF': 'end', 'OH': 'home',
  '[1~': 'home', '[2~': 'insert', '[3~': 'delete', '[4~': 'end', '[5~': 'pageup', '[6~': 'pagedown',
  '[[5~': 'pageup', '[[6~': 'pagedown', '[7~': 'home', '[8~': 'end',
};

const shifted = {
  '[a': 'up', '[b': 'down', '[c': 'right', '[d': 'left', '[e': 'clear', '[2$': 'insert', '[3$': 'delete', '[5$': 'pageup',
  '[6$': 'pagedown', '[7$': 'home', '[8$': 'end', '[Z': 'tab',
};

const controlled = {
  'Oa': 'up', 'Ob': 'down', 'Oc': 'right', 'Od': 'left', 'Oe': 'clear', '[2^': 'insert', '[3^': 'delete', '[5^': 'pageup',
  '[6^': 'pagedown', '[7^': 'home', '[8^': 'end',
};

const digit = (c) => c >= '0' && c <= '9';

// readKeys is fed one character at a time, '' when no more came in time.
function* readKeys(stream) {
  for (;;) {
    let ch = yield;
    let s = ch;
    let escaped = false;
    const key = { sequence: null, name: undefined, ctrl: false, meta: false, shift: false };
    if (ch === escape) {
      escaped = true;
      s += (ch = yield);
      if (ch === escape) s += (ch = yield);
    }
    if (escaped && (ch === 'O' || ch === '[')) {
      const rest = yield* readSequence(ch, key);
      s += rest;
    } else {
      plainKey(ch, escaped, key);
    }
    key.sequence = s;
    if (s.length !== 0 && (key.name !== undefined || escaped)) {
      stream.emit('keypress', escaped ? undefined : s, key);
    } else if (charLength(s, 0) === s.length) {
      stream.emit('keypress', s, key);
    }
  }
}

const charLength = (text, i) => (text.codePointAt(i) > 0xffff ? 2 : 1);

// readSequence reads what follows ESC O or ESC [ and names the key.
function* readSequence(introducer, key) {
  let read = '';
  let code = introducer;
  let modifier = 0;
  let ch = yield;
  read += ch;
  if (introducer === 'O') {
    if (digit(ch)) {
      modifier = Number(ch) - 1;
      ch = yield;
      read += ch;
    }
    code += ch;
  } else {
    if (ch === '[') {
      code += ch;
      ch = yield;
      read += ch;
    }
    let command = ch;
    while (digit(ch)) {
      ch = yield;
      read += ch;
      command += ch;
    }
    if (ch === ';') {
      ch = yield;
      read += ch;
      command += ch;
      while (digit(ch)) {
        ch = yield;
        read += ch;
        command += ch;
      }
    }
    const match = /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/.exec(command) ?? /^((\d;)?(\d))?([A-Za-z])$/.exec(command);
    if (match === null) code += command;
    else if (match.length === 5 && /[~^$]$/.test(command)) {
      code += match[4] ?? match[1] + match[3];
      modifier = (match[2] ?? 1) - 1;
    } else {
      code += match[4];
      modifier = (match[3] ?? 1) - 1;
    }
  }
  key.ctrl = Boolean(modifier & 4);
  key.meta = Boolean(modifier & 10);
  key.shift = Boolean(modifier & 1);
  key.code = code;
  nameSequence(code, key);
  return read;
}

function nameSequence(code, key) {
  if (functionKeys[code] !== undefined) {
    key.name = functionKeys[code];
  } else if (shifted[code] !== undefined) {
    key.name = shifted[code];
    key.shift = true;
  } else if (controlled[code] !== undefined) {
    key.name = controlled[code];
    key.ctrl = true;
  } else {
    key.name = 'undefined';
  }
}

function plainKey(ch, escaped, key) {
  if (ch === '\r') {
    key.name = 'return';
    key.meta = escaped;
  } else if (ch === '\n') {
    key.name = 'enter';
    key.meta = escaped;
  } else if (ch === '\t') {
    key.name = 'tab';
    key.meta = escaped;
  } else if (ch === '\b' || ch === '\x7f') {
    key.name = 'backspace';
    key.meta = escaped;
  } else if (ch === escape) {
    key.name = 'escape';
    key.meta = escaped;
  } else if (ch === ' ') {
    key.name = 'space';
    key.meta = escaped;
  } else if (!escaped && ch <= '\x1a') {
    key.name = String.fromCharCode(ch.charCodeAt(0) + 'a'.charCodeAt(0) - 1);
    key.ctrl = true;
  } else if (/^[0-9A-Za-z]$/.test(ch)) {
    key.name = ch.toLowerCase();
    key.shift = /^[A-Z]$/.test(ch);
    key.meta = escaped;
  } else if (escaped) {
    key.name = ch.length > 0 ? undefined : 'escape';
    key.meta = true;
  }
}

function emitKeypressEvents(stream, iface = {}) {
  if (stream[kDecoder]) return;
  stream[kDecoder] = new StringDecoder('utf8');
  stream[kEscape] = readKeys(stream);
  stream[kEscape].next();
  const giveUp = () => stream[kEscape].next('');
  let timer;

  function onData(input) {
    if (stream.listenerCount('keypress') === 0) {
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const text = stream[kDecoder].write(input);
    if (!text) return;
    clearTimeout(timer);
    iface._sawKeyPress = charLength(text, 0) === text.length;
    iface.isCompletionEnabled = false;
    let seen = 0;
    for (const character of text) {
      seen += character.length;
      if (seen === text.length) iface.isCompletionEnabled = true;
      try {
        stream[kEscape].next(character);
        if (seen === text.length && character === escape) timer = setTimeout(giveUp, iface.escapeCodeTimeout ?? escapeTimeout);
      } catch (err) {
        stream[kEscape] = readKeys(stream);
        stream[kEscape].next();
        throw err;
      }
    }
  }

  function onNewListener(event) {
    if (event !== 'keypress') return;
    stream.on('data', onData);
    stream.removeListener('newListener', onNewListener);
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

module.exports = { charLength, emitKeypressEvents };
