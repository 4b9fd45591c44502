'use strict';
// The editing of one line on a terminal: what each key does, as in GNU readline's Emacs mode.

const { charLength } = require('internal/readline/keys');
const { clearScreenDown, cursorTo, moveCursor, widthOf } = require('internal/readline/ansi');

const killRingSize = 32;
const undoSize = 2048;

// lengthBefore and lengthAt measure the character left of and at a position: a surrogate pair is one.
function lengthBefore(text, i) {
  if (i <= 0) return 0;
  const pair = i > 1 && text.codePointAt(i - 2) > 0xffff;
  return pair ? 2 : 1;
}

function lengthAt(text, i) {
  return text.length <= i ? 0 : charLength(text, i);
}

const methods = {
  _insertString(text) {
    this._beforeEdit(this.line, this.cursor);
    if (this.cursor < this.line.length) {
      this.line = this.line.slice(0, this.cursor) + text + this.line.slice(this.cursor);
      this.cursor += text.length;
      // In the middle of a piece of input the line is not worth writing anew: more is coming.
      if (this.isCompletionEnabled) this._refreshLine();
      else this._writeToOutput(text);
      return;
    }
    const before = this.getCursorPos();
    this.line += text;
    this.cursor += text.length;
    const after = this.getCursorPos();
    if (before.rows < after.rows) this._refreshLine();
    else this._writeToOutput(text);
  },

  _beforeEdit(line, cursor) {
    this._undoStack.push({ line, cursor });
    if (this._undoStack.length > undoSize) this._undoStack.shift();
  },

  _moveCursor(dx) {
    if (dx === 0) return;
    const before = this.getCursorPos();
    this.cursor = Math.min(Math.max(this.cursor + dx, 0), this.line.length);
    const after = this.getCursorPos();
    if (before.rows === after.rows) moveCursor(this.output, after.cols - before.cols, 0);
    else this._refreshLine();
  },

  // _cut removes a part of the line.
  _cut(from, to, kill = false) {
    if (from === to) return;
    this._beforeEdit(this.line, this.cursor);
    const removed = this.line.slice(from, to);
    this.line = this.line.slice(0, from) + this.line.slice(to);
    this.cursor = from;
    if (kill) this._pushToKillRing(removed);
    this._refreshLine();
  },

  _deleteLeft() { this._cut(this.cursor - lengthBefore(this.line, this.cursor), this.cursor); },

  _deleteRight() {
    const { cursor } = this;
    this._cut(cursor, cursor + lengthAt(this.line, cursor));
  },

  _wordStart() {
    const match = /(?:[^\w\s]+|\w+|)\s*$/.exec(this.line.slice(0, this.cursor));
    return this.cursor - match[0].length;
  },

  _wordEnd() {
    const match = /^(?:\s+|[^\w\s]+|\w+)\s*/.exec(this.line.slice(this.cursor));
    return this.cursor + (match?.[0].length ?? 0);
  },

  _wordLeft() { this._moveCursor(this._wordStart() - this.cursor); },

  _wordRight() { this._moveCursor(this._wordEnd() - this.cursor); },

  _deleteWordLeft() { this._cut(this._wordStart(), this.cursor); },

  _deleteWordRight() { this._cut(this.cursor, this._wordEnd()); },

  _deleteLineLeft() { this._cut(0, this.cursor, true); },

  _deleteLineRight() { this._cut(this.cursor, this.line.length, true); },

  _pushToKillRing(text) {
    if (!text || text === this._killRing[0]) return;
    this._killRing.unshift(text);
    this._killRingCursor = 0;
    if (this._killRing.length > killRingSize) this._killRing.pop();
  },

  _yank() {
    if (this._killRing.length === 0) return;
    this._yanking = true;
    this._insertString(this._killRing[this._killRingCursor]);
  },

  _yankPop() {
    if (!this._yanking || this._killRing.length < 2) return;
    const last = this._killRing[this._killRingCursor];
    this._killRingCursor = (this._killRingCursor + 1) % this._killRing.length;
    const head = this.line.slice(0, this.cursor - last.length);
    this.line = head + this._killRing[this._killRingCursor] + this.line.slice(this.cursor);
    this.cursor = head.length + this._killRing[this._killRingCursor].length;
    this._refreshLine();
  },

  _swap(from, to) {
    if (from.length === 0) return;
    to.push({ line: this.line, cursor: this.cursor });
    const { line, cursor } = from.pop();
    this.line = line;
    this.cursor = cursor;
    this._refreshLine();
  },

  _undo() { this._swap(this._undoStack, this._redoStack); },

  _redo() { this._swap(this._redoStack, this._undoStack); },

  clearLine() {
    this._moveCursor(Infinity);
    this._writeToOutput('\r\n');
    this.line = '';
    this.cursor = 0;
    this._previousRows = 0;
  },

  _line() {
    const line = this._addHistory();
    this._undoStack = [];
    this._redoStack = [];
    this.clearLine();
    this._onLine(line);
  },

  _show(line) {
    if (line === undefined) return;
    this._beforeEdit(this.line, this.cursor);
    this.line = line;
    this.cursor = line.length;
    this._refreshLine();
  },

  _historyPrev() { this._show(this.historyManager.older(this._substringSearch ?? '', this.line)); },

  _historyNext() { this._show(this.historyManager.newer(this._substringSearch ?? '', this.line)); },

  // ---- completion

  _tabComplete(lastKeypressWasTab) {
    this.pause();
    const before = this.line.slice(0, this.cursor);
    const done = (err, result) => {
      this.resume();
      if (err) this._writeToOutput(`tab completion error: ${require('internal/inspect').inspect(err)}`);
      else this._complete(lastKeypressWasTab, result);
    };
    if (this.completer.length === 2) this.completer(before, done);
    else Promise.resolve(this.completer(before)).then((result) => done(null, result), done);
  },

  _complete(lastKeypressWasTab, [completions, typed]) {
    if (!completions || completions.length === 0) return;
    const prefix = commonPrefix(completions.filter((one) => one !== ''));
    if (prefix.startsWith(typed) && prefix.length > typed.length) {
      this._insertString(prefix.slice(typed.length));
      return;
    }
    if (!typed.startsWith(prefix)) {
      this.line = this.line.slice(0, this.cursor - typed.length) + prefix + this.line.slice(this.cursor);
      this.cursor = this.cursor - typed.length + prefix.length;
      this._refreshLine();
      return;
    }
    if (lastKeypressWasTab) this._list(completions);
  },

  // _list writes the completions in columns below the line.
  _list(completions) {
    this._beforeEdit(this.line, this.cursor);
    const widths = completions.map((one) => widthOf(one));
    const width = Math.max(...widths) + 2;
    const perRow = Math.max(1, Math.floor(this.columns / width)) || 1;
    const columns = perRow === Infinity ? 1 : perRow;
    let output = '\r\n';
    let line = 0;
    let gap = 0;
    completions.forEach((one, i) => {
      if (line === columns) {
        output += '\r\n';
        line = 0;
        gap = 0;
      } else {
        output += ' '.repeat(gap);
      }
      if (one === '') {
        output += '\r\n';
        line = 0;
        gap = 0;
        return;
      }
      output += one;
      gap = width - widths[i];
      line++;
    });
    if (line !== 0) output += '\r\n\r\n';
    this._writeToOutput(output);
    this._refreshLine();
  },

  // ---- keys

  _ttyWrite(text, key) {
    const previous = this._previousKey;
    key ||= {};
    this._previousKey = key;
    if (!key.meta || key.name !== 'y') this._yanking = false;
    const up = key.name === 'up' || key.name === 'down';
    if (up && !key.ctrl && !key.meta && !key.shift) {
      if (this._substringSearch === null) this._substringSearch = this.line.slice(0, this.cursor);
    } else if (this._substringSearch !== null) {
      this._substringSearch = null;
      if (this.history.length === this.historyIndex) this.historyIndex = -1;
    }
    if (key.name === 'escape' || (typeof key.sequence === 'string' && undoRedo(this, key))) return;
    if (key.ctrl && key.shift) {
      if (key.name === 'backspace') this._deleteLineLeft();
      else if (key.name === 'delete') this._deleteLineRight();
    } else if (key.ctrl) {
      this._controlKey(key);
    } else if (key.meta) {
      metaKeys[key.name]?.(this);
    } else {
      this._plainKey(text, key, previous);
    }
  },

  _controlKey(key) {
    if (key.name === 'c') {
      if (this.listenerCount('SIGINT') > 0) this.emit('SIGINT');
      else this.close();
    } else if (key.name === 'd') {
      if (this.cursor === 0 && this.line.length === 0) this.close();
      else if (this.cursor < this.line.length) this._deleteRight();
    } else if (key.name === 'z') {
      if (this.listenerCount('SIGTSTP') > 0) this.emit('SIGTSTP');
    } else {
      controlKeys[key.name]?.(this);
    }
  },

  _plainKey(text, key, previous) {
    if (this._sawReturnAt && key.name !== 'enter') this._sawReturnAt = 0;
    if (key.name === 'return') {
      this._sawReturnAt = Date.now();
      this._line();
    } else if (key.name === 'enter') {
      // The second half of a CR LF is not another line.
      if (this._sawReturnAt === 0 || Date.now() - this._sawReturnAt > this.crlfDelay) this._line();
      this._sawReturnAt = 0;
    } else if (key.name === 'tab' && typeof this.completer === 'function' && this.isCompletionEnabled) {
      this._tabComplete(previous?.name === 'tab');
    } else if (plainKeys[key.name] !== undefined) {
      plainKeys[key.name](this);
    } else if (typeof text === 'string' && text) {
      this._insertText(text);
    }
  },

  // _insertText inserts what write() was given, line by line.
  _insertText(text) {
    const ending = /\r\n|\n|\r/g;
    let last = 0;
    for (let match = ending.exec(text); match !== null; match = ending.exec(text)) {
      this._insertString(text.slice(last, match.index));
      this._line();
      last = ending.lastIndex;
    }
    if (last < text.length) this._insertString(text.slice(last));
  },
};

function undoRedo(self, key) {
  const code = key.sequence.codePointAt(0);
  if (code === 0x1f) self._undo();
  else if (code === 0x1e) self._redo();
  else return false;
  return true;
}

const controlKeys = {
  h: (self) => self._deleteLeft(),
  u: (self) => self._deleteLineLeft(),
  k: (self) => self._deleteLineRight(),
  a: (self) => self._moveCursor(-Infinity),
  e: (self) => self._moveCursor(Infinity),
  b: (self) => self._moveCursor(-lengthBefore(self.line, self.cursor)),
  f: (self) => self._moveCursor(lengthAt(self.line, self.cursor)),
  l: (self) => {
    cursorTo(self.output, 0, 0);
    clearScreenDown(self.output);
    self._refreshLine();
  },
  n: (self) => self._historyNext(),
  p: (self) => self._historyPrev(),
  y: (self) => self._yank(),
  w: (self) => self._deleteWordLeft(),
  backspace: (self) => self._deleteWordLeft(),
  delete: (self) => self._deleteWordRight(),
  left: (self) => self._wordLeft(),
  right: (self) => self._wordRight(),
};

const metaKeys = {
  b: (self) => self._wordLeft(),
  f: (self) => self._wordRight(),
  d: (self) => self._deleteWordRight(),
  delete: (self) => self._deleteWordRight(),
  backspace: (self) => self._deleteWordLeft(),
  y: (self) => self._yankPop(),
};

const plainKeys = {
  backspace: (self) => self._deleteLeft(),
  delete: (self) => self._deleteRight(),
  left: (self) => self._moveCursor(-lengthBefore(self.line, self.cursor)),
  right: (self) => self._moveCursor(lengthAt(self.line, self.cursor)),
  home: (self) => self._moveCursor(-Infinity),
  end: (self) => self._moveCursor(Infinity),
  up: (self) => self._historyPrev(),
  down: (self) => self._historyNext(),
};

function commonPrefix(list) {
  if (list.length === 0) return '';
  const sorted = [...list].sort();
  const [first] = sorted;
  const last = sorted[sorted.length - 1];
  let i = 0;
  while (i < first.length && first[i] === last[i]) i++;
  return first.slice(0, i);
}

function addEditing(Interface) {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(Interface.prototype, name, { value, writable: true, configurable: true });
  }
}

module.exports = { addEditing };
