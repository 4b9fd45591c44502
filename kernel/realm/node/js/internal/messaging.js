'use strict';
// MessageChannel, MessagePort, BroadcastChannel. All ports live in one thread here: a message is cloned when it is
// posted and waits in the queue of the other end, and each is one scope of the poll phase.
//
//	port1 ── End ──peer──> End ── port2      an End outlives its port when the port is transferred

const {
  Event,
  EventTarget,
  NodeEventTarget,
  defineEventHandler,
  kCreateEvent,
  kNewListener,
  kRemoveListener,
} = require('internal/event_target');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { cloneWithTransfer, refuse } = require('internal/structured_clone');
const { customInspect, deeper, kTransfer, requireArguments, sequence, uncloneable, webClass, webTypeError } = require('internal/shape');
const { inspect } = require('internal/inspect');

class MessageEvent extends Event {
  #init;

  constructor(type, init = undefined) {
    requireArguments(arguments.length, 1, "Failed to construct 'MessageEvent'");
    super(type, init);
    this.#init = { data: null, origin: '', lastEventId: '', source: null, ...init, ports: Object.freeze([...(init?.ports ?? [])]) };
  }

  get data() { return this.#init.data; }

  get origin() { return `${this.#init.origin}`; }

  get lastEventId() { return `${this.#init.lastEventId}`; }

  get source() { return this.#init.source; }

  get ports() { return this.#init.ports; }
}

webClass(MessageEvent, 'data', 'origin', 'lastEventId', 'source', 'ports');

class CloseEvent extends Event {}
Object.defineProperty(CloseEvent, 'name', { value: 'MessagePortCloseEvent', configurable: true });

// An End is one end of a channel: what came for it, and the handle that holds the loop while somebody listens.
class End {
  constructor() {
    this.peer = null;
    this.queue = [];
    this.receiving = false;
    this.closed = false;
    this.handle = internal.handle();
    internal.unref(this.handle);
    this.port = null;
  }

  send(message) {
    const { peer } = this;
    if (this.closed || peer === null || peer.closed) return;
    peer.queue.push(message);
    if (peer.receiving) internal.post(peer.handle, () => peer.deliver());
  }

  deliver() {
    if (this.receiving && this.queue.length > 0) this.port.receive(this.queue.shift());
  }

  start() {
    if (this.receiving || this.closed) return;
    this.receiving = true;
    for (let i = 0; i < this.queue.length; i++) internal.post(this.handle, () => this.deliver());
  }

  close() {
    if (this.closed) return;
    this.closed = true;
    // The other end hears of it when this one is through the closing phase.
    internal.close(this.handle, () => {
      const { peer } = this;
      if (peer !== null && !peer.closed) internal.post(peer.handle, () => peer.close());
      this.port.closed();
    });
  }
}

const construct = Symbol('construct');
let endOf; // (port): its End, undefined for a transferred port

class MessagePort extends NodeEventTarget {
  #end;
  #ports = undefined;

  static {
    endOf = (port) => (typeof port === 'object' && port !== null && #end in port ? port.#end : null);
  }

  constructor(secret, end) {
    if (secret !== construct) throw webTypeError('Constructor cannot be called', 'ERR_CONSTRUCT_CALL_INVALID');
    super();
    this.#end = end;
    end.port = Object.assign(Object.create(null), {
      receive: ({ value, moved }) => {
        this.#ports = moved.filter((one) => one instanceof MessagePort);
        this.emit('message', value);
      },
      closed: () => this.dispatchEvent(new CloseEvent('close')),
    });
  }

  postMessage(message, options) {
    if (arguments.length === 0) throw webTypeError('Not enough arguments to MessagePort.postMessage', 'ERR_MISSING_ARGS');
    const list = transferOf(options);
    if (list.includes(this)) refuse('Transfer list contains source port');
    const copy = cloneWithTransfer(message, list);
    this.#end?.send(copy);
  }

  start() { this.#end?.start(); }

  close(callback) {
    if (typeof callback === 'function') this.once('close', callback);
    this.#end?.close();
  }

  ref() { if (this.#end) internal.ref(this.#end.handle); }

  unref() { if (this.#end) internal.unref(this.#end.handle); }

  hasRef() { return this.#end !== undefined && internal.hasRef(this.#end.handle); }

  // The first listener for messages starts and refs the port, the last one stops and unrefs it.
  [kNewListener](size, type) {
    super[kNewListener](size, type);
    if (type !== 'message' || size !== 1) return;
    this.ref();
    this.start();
  }

  [kRemoveListener](size, type) {
    super[kRemoveListener](size, type);
    if (type !== 'message' || size !== 0 || !this.#end) return;
    this.#end.receiving = false;
    this.unref();
  }

  [kCreateEvent](data, type) {
    if (type !== 'message' && type !== 'messageerror') return super[kCreateEvent](data, type);
    const ports = this.#ports;
    this.#ports = undefined;
    return new MessageEvent(type, { data, ports });
  }

  [kTransfer]() {
    const end = this.#end;
    if (end === undefined || end.closed) refuse('MessagePort in transfer list is already detached');
    const before = end.port;
    const copy = new MessagePort(construct, end);
    const after = end.port;
    end.port = before;
    return {
      copy,
      commit: () => {
        end.port = after;
        end.receiving = false;
        internal.unref(end.handle);
        this.#end = undefined;
      },
    };
  }

  [customInspect]() {
    const state = this.#end === undefined || this.#end.closed ? { active: false } : { active: true, refed: this.hasRef() };
    return Object.assign({ __proto__: MessagePort.prototype }, state);
  }
}

webClass(MessagePort, 'postMessage', 'start', 'close', 'ref', 'unref', 'hasRef');
Object.defineProperty(MessagePort.prototype, Symbol.toStringTag, { value: 'EventTarget', configurable: true });
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');

function transferOf(options) {
  if (options === undefined || options === null) return [];
  if (typeof options !== 'object' && typeof options !== 'function') {
    throw webTypeError('Optional transferList argument must be an iterable');
  }
  if (typeof options[Symbol.iterator] === 'function') return [...options];
  return options.transfer === undefined ? [] : sequence(options.transfer, 'Optional options.transfer argument');
}

class MessageChannel {
  constructor() {
    const [a, b] = [new End(), new End()];
    a.peer = b;
    b.peer = a;
    this.port1 = new MessagePort(construct, a);
    this.port2 = new MessagePort(construct, b);
  }
}

// receiveMessageOnPort takes the oldest message of a port without waiting for the loop.
function receiveMessageOnPort(port) {
  const end = port instanceof BroadcastChannel ? channelEnd(port) : endOf(port);
  if (end === null) throw new ERR_INVALID_ARG_TYPE('port', 'a MessagePort instance', port);
  const message = end?.queue.shift();
  return message === undefined ? undefined : { message: message.value };
}

// ---- broadcasting

const channels = new Map(); // name -> the ends that listen to it
let channelEnd; // (channel)

class BroadcastChannel extends EventTarget {
  #name;
  #end;

  static {
    channelEnd = (channel) => channel.#end;
  }

  constructor(name) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    super();
    this.#name = `${name}`;
    const end = new End();
    end.port = { receive: ({ value }) => this.dispatchEvent(new MessageEvent('message', { data: value })), closed() {} };
    this.#end = end;
    internal.ref(end.handle);
    end.start();
    if (!channels.has(this.#name)) channels.set(this.#name, new Set());
    channels.get(this.#name).add(end);
  }

  static #check(channel) {
    if (typeof channel !== 'object' || channel === null || !(#name in channel)) throw new ERR_INVALID_THIS('BroadcastChannel');
    return channel;
  }

  get name() { return BroadcastChannel.#check(this).#name; }

  close() {
    const end = BroadcastChannel.#check(this).#end;
    if (end === undefined) return;
    this.#end = undefined;
    const ends = channels.get(this.#name);
    ends.delete(end);
    if (ends.size === 0) channels.delete(this.#name);
    end.close();
  }

  postMessage(message) {
    const { DOMException } = require('internal/domexception');
    const end = BroadcastChannel.#check(this).#end;
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message');
    if (end === undefined) throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    for (const other of channels.get(this.#name)) {
      if (other === end) continue;
      other.queue.push(cloneWithTransfer(message, []));
      internal.post(other.handle, () => other.deliver());
    }
  }

  ref() {
    const end = BroadcastChannel.#check(this).#end;
    if (end) internal.ref(end.handle);
    return this;
  }

  unref() {
    const end = BroadcastChannel.#check(this).#end;
    if (end) internal.unref(end.handle);
    return this;
  }

  [customInspect](depth, options) {
    BroadcastChannel.#check(this);
    if (depth < 0) return 'BroadcastChannel';
    return `BroadcastChannel ${inspect({ name: this.#name, active: this.#end !== undefined }, deeper(options))}`;
  }
}

webClass(BroadcastChannel, 'name', 'close', 'postMessage');
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');
uncloneable(MessageChannel, BroadcastChannel);

module.exports = { BroadcastChannel, MessageChannel, MessageEvent, MessagePort, receiveMessageOnPort };
