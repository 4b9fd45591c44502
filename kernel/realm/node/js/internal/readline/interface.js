'use strict';
// readline.Interface: lines out of a stream, questions, and on a terminal the editing of a line (editing.js).

const EventEmitter = require('events');
const { StringDecoder } = require('string_decoder');
const { codes } = require('internal/errors');
const { validateAbortSignal, validateString, validateUint32 } = require('internal/validators');
const { History } = require('internal/readline/history');
const { emitKeypressEvents } = require('internal/readline/keys');
const { clearScreenDown, cursorTo, moveCursor, widthOf } = require('internal/readline/ansi');

const { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE } = codes;

const kFirstEventParam = Symbol.for('nodejs.kFirstEventParam');
const shortestDelay = 100; // crlfDelay is at least this
const lineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/g;

// fields of an interface that util.inspect should not be full of.
function hidden(object, values) {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(object, name, { value, writable: true, configurable: true });
  }
}

// optionsOf reads (input, output, completer, terminal) or one object of options.
function optionsOf(input, output, completer, terminal) {
  return input?.input ? { ...input } : { input, output, completer, terminal };
}

function checkOptions(options) {
  const { completer, escapeCodeTimeout, signal, tabSize } = options;
  if (signal) validateAbortSignal(signal, 'options.signal');
  if (tabSize !== undefined) validateUint32(tabSize, 'tabSize', true);
  if (escapeCodeTimeout !== undefined && !Number.isFinite(escapeCodeTimeout)) {
    throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', 500);
  }
  if (completer != null && typeof completer !== 'function') throw new ERR_INVALID_ARG_VALUE('completer', completer);
}

class Interface extends EventEmitter {
  constructor(input, output, completer, terminal) {
    const options = optionsOf(input, output, completer, terminal);
    checkOptions(options);
    super();
    hidden(this, {
      _sawReturnAt: 0, _sawKeyPress: false, _previousKey: null, _prompt: '> ', _line_buffer: null, _oldPrompt: undefined,
      _questionCallback: null, _killRing: [], _killRingCursor: 0, _yanking: false, _undoStack: [], _redoStack: [],
      _substringSearch: null, _lines: undefined, _decoder: undefined, _previousRows: 0,
    });
    this.isCompletionEnabled = true;
    this.escapeCodeTimeout = options.escapeCodeTimeout ?? 500;
    this.tabSize = options.tabSize ?? 8;
    if (options.terminal === undefined && options.output != null) options.terminal = options.output.isTTY;
    this._setHistory(options);
    if (options.prompt !== undefined) this._prompt = String(options.prompt);
    this.line = '';
    this.output = options.output;
    this.input = options.input;
    const delay = options.crlfDelay;
    this.crlfDelay = delay ? Math.max(shortestDelay, delay) : shortestDelay;
    this.completer = options.completer;
    this.terminal = Boolean(options.terminal);
    this._listen(options.signal);
  }

  _setHistory(options) {
    const history = new History({
      history: options.history, size: options.historySize, removeDuplicates: options.removeHistoryDuplicates,
    });
    Object.defineProperties(this, {
      historyManager: { value: history, configurable: true, enumerable: true, writable: true },
      history: { get: () => history.lines, set: (lines) => { history.lines = lines; }, configurable: true, enumerable: true },
      historyIndex: { get: () => history.index, set: (index) => { history.index = index; }, configurable: true, enumerable: true },
      historySize: { get: () => history.size, configurable: true, enumerable: true },
    });
  }

  _listen(signal) {
    const { input } = this;
    input.on('error', (err) => this.emit('error', err));
    if (this.terminal) this._listenToKeys();
    else this._listenToData();
    if (signal) {
      const abort = () => this.close();
      if (signal.aborted) process.nextTick(abort);
      else this.once('close', EventEmitter.addAbortListener(signal, abort)[Symbol.dispose]);
    }
    this.line = '';
    input.resume();
  }

  _listenToData() {
    const { input } = this;
    const onData = (data) => this._normalWrite(data);
    const onEnd = () => {
      if (typeof this._line_buffer === 'string' && this._line_buffer.length > 0) this.emit('line', this._line_buffer);
      this.close();
    };
    this.once('close', () => {
      input.removeListener('data', onData);
      input.removeListener('end', onEnd);
    });
    input.on('data', onData);
    input.on('end', onEnd);
    this._decoder = new StringDecoder('utf8');
  }

  _listenToKeys() {
    const { input, output } = this;
    const onKey = (text, key) => {
      this._ttyWrite(text, key);
      if (key?.sequence) {
        // A character of two units comes as one key here; the cursor stands after both.
        const code = key.sequence.codePointAt(0);
        if (code >= 0xd800 && code <= 0xdfff) this._refreshLine();
      }
    };
    const onEnd = () => {
      if (typeof this.line === 'string' && this.line.length > 0) this.emit('line', this.line);
      this.close();
    };
    const onResize = () => this._refreshLine();
    emitKeypressEvents(input, this);
    input.on('keypress', onKey);
    input.on('end', onEnd);
    this._setRawMode(true);
    this.terminal = true;
    this.cursor = 0;
    this.historyIndex = -1;
    output?.on?.('resize', onResize);
    this.once('close', () => {
      input.removeListener('keypress', onKey);
      input.removeListener('end', onEnd);
      output?.removeListener?.('resize', onResize);
    });
  }

  get columns() {
    return this.output?.columns ? this.output.columns : Infinity;
  }

  setPrompt(prompt) { this._prompt = prompt; }

  getPrompt() { return this._prompt; }

  _setRawMode(mode) {
    const was = this.input.isRaw;
    if (typeof this.input.setRawMode === 'function') this.input.setRawMode(mode);
    return was;
  }

  prompt(preserveCursor) {
    if (this.paused) this.resume();
    if (this.terminal && process.env.TERM !== 'dumb') {
      if (!preserveCursor) this.cursor = 0;
      this._refreshLine();
    } else {
      this._writeToOutput(this._prompt);
    }
  }

  // ---- questions

  _question(query, callback) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this._questionCallback) {
      this.prompt();
      return;
    }
    this._oldPrompt = this._prompt;
    this.setPrompt(query);
    this._questionCallback = callback;
    this.prompt();
  }

  _questionCancel() {
    if (!this._questionCallback) return;
    this._questionCallback = null;
    this.setPrompt(this._oldPrompt);
    this.clearLine();
  }

  _onLine(line) {
    if (!this._questionCallback) {
      this.emit('line', line);
      return;
    }
    const callback = this._questionCallback;
    this._questionCallback = null;
    this.setPrompt(this._oldPrompt);
    callback(line);
  }

  _writeToOutput(text) {
    validateString(text, 'stringToWrite');
    if (this.output != null) this.output.write(text);
  }

  _addHistory() {
    if (this.line.length === 0) return '';
    const { line } = this;
    if (this.historyManager.add(line)) this.emit('history', this.history);
    return this.history[0] ?? line;
  }

  // _refreshLine writes prompt and line anew.
  _refreshLine() {
    const line = this._prompt + this.line;
    const position = this._getDisplayPos(line);
    const cursor = this.getCursorPos();
    const before = this._previousRows || 0;
    if (before > 0) moveCursor(this.output, 0, -before);
    cursorTo(this.output, 0);
    clearScreenDown(this.output);
    this._writeToOutput(line);
    if (position.cols === 0) this._writeToOutput(' '); // so that the cursor goes to the next row
    cursorTo(this.output, cursor.cols);
    const difference = position.rows - cursor.rows;
    if (difference > 0) moveCursor(this.output, 0, -difference);
    this._previousRows = cursor.rows;
  }

  // ---- life

  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal) this._setRawMode(false);
    this.closed = true;
    this.emit('close');
  }

  pause() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) return undefined;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }

  resume() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (!this.paused) return undefined;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }

  write(data, key) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) this.resume();
    if (this.terminal) this._ttyWrite(data, key);
    else this._normalWrite(data);
  }

  // _normalWrite takes a piece of input that is no terminal's and emits the lines it completes.
  _normalWrite(data) {
    if (data === undefined) return;
    let text = this._decoder.write(data);
    if (this._sawReturnAt && Date.now() - this._sawReturnAt <= this.crlfDelay) {
      if (text.codePointAt(0) === 10) text = text.slice(1);
      this._sawReturnAt = 0;
    }
    if (text === '') return;
    if (this._line_buffer) text = this._line_buffer + text;
    this._line_buffer = null;
    const lines = text.split(lineEnding);
    if (lines.length > 1) this._sawReturnAt = text.endsWith('\r') ? Date.now() : 0;
    const rest = lines.pop();
    this._line_buffer = rest === '' ? null : rest;
    for (const line of lines) this._onLine(line);
  }

  // ---- where things are on the screen

  _getDisplayPos(text) {
    let offset = 0;
    let rows = 0;
    const { columns } = this;
    for (const character of text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')) {
      if (character === '\n') {
        rows += Math.ceil(offset / columns) || 1;
        offset = 0;
      } else if (character === '\t') {
        offset += this.tabSize - (offset % this.tabSize);
      } else {
        const width = widthOf(character);
        if (width === 2 && (offset + 1) % columns === 0) offset++;
        offset += width;
      }
    }
    const cols = offset % columns;
    return { cols, rows: rows + (offset - cols) / columns };
  }

  getCursorPos() { return this._getDisplayPos(this._prompt + this.line.slice(0, this.cursor)); }

  // ---- iteration

  [Symbol.asyncIterator]() {
    this._lines ??= EventEmitter.on(this, 'line', { close: ['close'], highWaterMark: 1024, [kFirstEventParam]: true });
    return this._lines;
  }

  [Symbol.dispose]() { this.close(); }
}

require('internal/readline/editing').addEditing(Interface);

// linesOf reads a stream line by line (FileHandle.readLines).
function linesOf(input) {
  return new (require('readline').Interface)({ input, crlfDelay: Infinity });
}

module.exports = { Interface, linesOf };
