'use strict';
// The frames of the WebSocket protocol (RFC 6455, 5), from the client's side: what it sends is masked, what it gets is not.
//
//	bytes ── push ──> header, payload ──> pieces of a message ──> onMessage(opcode, bytes)
//	                                 └──> control frames ──> onClose, onPing, onPong

const { Buffer } = require('buffer');
const native = require('internal/http/native');

const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };
const largest = 128 * 1024 * 1024;

// frame makes one frame.
const frame = (code, bytes) => Buffer.from(native.webSocketFrame(code, bytes));

class Frames {
  #held = [];
  #size = 0;
  #pieces = []; // of a message under way
  #length = 0;
  #code = 0;
  #over = false;
  #on;

  // on has onMessage(opcode, bytes), onControl(opcode, bytes), onError(code, text).
  constructor(on) { this.#on = on; }

  push(bytes) {
    if (this.#over) return;
    this.#held.push(bytes);
    this.#size += bytes.length;
    while (this.#size >= 2) {
      const head = this.#header();
      if (head === undefined || this.#size < head.start + head.length) return;
      const all = this.#joined();
      const payload = all.subarray(head.start, head.start + head.length);
      this.#held = [all.subarray(head.start + head.length)];
      this.#size -= head.start + head.length;
      if (!this.#take(head, payload)) {
        this.#over = true;
        return;
      }
    }
  }

  #joined() {
    if (this.#held.length > 1) this.#held = [Buffer.concat(this.#held, this.#size)];
    return this.#held[0];
  }

  // #header reads the header of the next frame; undefined: it is not all there, or is wrong.
  #header() {
    const first = this.#held[0].length >= 14 || this.#held.length === 1 ? this.#held[0] : this.#joined();
    const code = first[0] & 15;
    const fin = (first[0] & 128) !== 0;
    let length = first[1] & 127;
    let start = 2;
    if (length === 126) {
      if (first.length < 4) return undefined;
      length = first.readUInt16BE(2);
      start = 4;
    } else if (length === 127) {
      if (first.length < 10) return undefined;
      length = Number(first.readBigUInt64BE(2));
      start = 10;
    }
    const wrong = this.#wrong(first, code, fin, length);
    if (wrong === undefined) return { code, fin, length, start };
    this.#over = true;
    this.#on.onError(...wrong);
    return undefined;
  }

  #wrong(first, code, fin, length) {
    if ((first[1] & 128) !== 0) return [1002, 'Frame cannot be masked'];
    if ((first[0] & 112) !== 0) return [1002, 'RSV1 must be clear.'];
    if (!Object.values(opcode).includes(code)) return [1002, 'Invalid opcode received'];
    if (code >= 8 && !fin) return [1002, 'Control frame cannot be fragmented.'];
    if (code >= 8 && length > 125) return [1002, 'Control frame cannot have a payload larger than 125 bytes.'];
    if (code === 0 && this.#code === 0) return [1002, 'Unexpected continuation frame'];
    if ((code === 1 || code === 2) && this.#code !== 0) return [1002, 'Expected continuation frame'];
    if (length + this.#length > largest) return [1009, 'Payload size exceeds maximum allowed size'];
    return undefined;
  }

  // #take hands a frame on; false: nothing more is wanted.
  #take({ code, fin }, payload) {
    if (code >= 8) return this.#on.onControl(code, payload);
    if (code !== 0) this.#code = code;
    this.#pieces.push(payload);
    this.#length += payload.length;
    if (!fin) return true;
    const message = this.#pieces.length === 1 ? payload : Buffer.concat(this.#pieces, this.#length);
    const kind = this.#code;
    this.#pieces = [];
    this.#length = this.#code = 0;
    return this.#on.onMessage(kind, message);
  }
}

module.exports = { Frames, frame, opcode };
