'use strict';
// MessageChannel, MessagePort, BroadcastChannel, on the ends of message.go: a message is taken apart when it is posted,
// waits in the queue of the other end, which may be another thread's, and each is one scope of the poll phase.
//
//	port1 ── end ──peer──> end ── port2      an end outlives its port when the port is transferred

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
const { refuse } = require('internal/structured_clone');
const { deserialize, serialize } = require('internal/serialize');
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

let bindingOf; // (value): the binding of a port, undefined once it is closed or transferred, null for anything else
let release; // (port): its end goes to somebody else
let portOn; // (end): a port on an end that came from somewhere else

const construct = Symbol('construct');

class MessagePort extends NodeEventTarget {
  #binding;
  #ports = undefined;

  static {
    bindingOf = (port) => (typeof port === 'object' && port !== null && #binding in port ? port.#binding : null);
    release = (port) => { port.#binding = undefined; };
    portOn = (end) => new MessagePort(construct, end);
  }

  constructor(secret, end) {
    if (secret !== construct) throw webTypeError('Constructor cannot be called', 'ERR_CONSTRUCT_CALL_INVALID');
    super();
    if (end !== undefined) this.#bind(end);
  }

  #bind(end) {
    this.#binding = internal.bind(end, (packet) => this.#receive(packet), () => {
      this.#binding = undefined;
      this.dispatchEvent(new CloseEvent('close'));
    });
  }

  #receive(packet) {
    let message;
    try {
      message = deserialize(packet);
    } catch (err) {
      this.emit('messageerror', err);
      return;
    }
    if (message.moved.length > 0) this.#ports = message.moved.filter((one) => one instanceof MessagePort);
    this.emit('message', message.value);
  }

  postMessage(message, options) {
    if (arguments.length === 0) throw webTypeError('Not enough arguments to MessagePort.postMessage', 'ERR_MISSING_ARGS');
    const list = transferOf(options);
    if (list.includes(this)) refuse('Transfer list contains source port');
    const binding = this.#binding;
    const lost = binding !== undefined && list.some((one) => bindingOf(one) && internal.leadsTo(binding, bindingOf(one)));
    const packet = serialize(message, list);
    if (lost) process.emitWarning('The target port was posted to itself, and the communication channel was lost');
    else if (binding !== undefined) internal.post(binding, packet);
  }

  start() { if (this.#binding) internal.start(this.#binding); }

  close(callback) {
    if (typeof callback === 'function') this.once('close', callback);
    if (this.#binding) internal.close(this.#binding);
  }

  ref() { if (this.#binding) internal.ref(this.#binding); }

  unref() { if (this.#binding) internal.unref(this.#binding); }

  hasRef() { return this.#binding !== undefined && internal.hasRef(this.#binding); }

  // The first listener for messages starts and refs the port, the last one stops and unrefs it.
  [kNewListener](size, type) {
    super[kNewListener](size, type);
    if (type !== 'message' || size !== 1) return;
    this.ref();
    this.start();
  }

  [kRemoveListener](size, type) {
    super[kRemoveListener](size, type);
    if (type !== 'message' || size !== 0 || !this.#binding) return;
    internal.stop(this.#binding);
    this.unref();
  }

  [kCreateEvent](data, type) {
    if (type !== 'message' && type !== 'messageerror') return super[kCreateEvent](data, type);
    const ports = this.#ports;
    this.#ports = undefined;
    return new MessageEvent(type, { data, ports });
  }

  [kTransfer]() {
    const binding = this.#binding;
    if (binding === undefined) refuse('MessagePort in transfer list is already detached');
    const copy = new MessagePort(construct, undefined);
    return {
      copy,
      commit: () => {
        this.#binding = undefined;
        copy.#bind(internal.detach(binding));
      },
    };
  }

  [customInspect]() {
    if (!(#binding in this)) return this;
    const state = this.#binding === undefined ? { active: false } : { active: true, refed: this.hasRef() };
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
    const [a, b] = internal.pair();
    this.port1 = portOn(a);
    this.port2 = portOn(b);
  }
}

// receiveMessageOnPort takes the oldest message of a port without waiting for the loop.
function receiveMessageOnPort(port) {
  const binding = port instanceof BroadcastChannel ? channelBinding(port) : bindingOf(port);
  if (binding === null) throw new ERR_INVALID_ARG_TYPE('port', 'a MessagePort instance', port);
  const packet = binding && internal.take(binding);
  return packet === undefined ? undefined : { message: deserialize(packet).value };
}

// ---- broadcasting

let channelBinding; // (channel)

class BroadcastChannel extends EventTarget {
  #name;
  #binding;

  static {
    channelBinding = (channel) => channel.#binding;
  }

  constructor(name) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    super();
    this.#name = `${name}`;
    this.#binding = internal.bind(internal.join(this.#name), (packet) => this.#receive(packet), () => {});
    internal.ref(this.#binding);
    internal.start(this.#binding);
  }

  #receive(packet) {
    let type = 'message';
    let data;
    try {
      data = deserialize(packet).value;
    } catch (err) {
      type = 'messageerror';
      data = err;
    }
    this.dispatchEvent(new MessageEvent(type, { data }));
  }

  static #check(channel) {
    if (typeof channel !== 'object' || channel === null || !(#name in channel)) throw new ERR_INVALID_THIS('BroadcastChannel');
    return channel;
  }

  get name() { return BroadcastChannel.#check(this).#name; }

  close() {
    const binding = BroadcastChannel.#check(this).#binding;
    if (binding === undefined) return;
    this.#binding = undefined;
    internal.close(binding);
  }

  postMessage(message) {
    const { DOMException } = require('internal/domexception');
    const binding = BroadcastChannel.#check(this).#binding;
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message');
    if (binding === undefined) throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    internal.post(binding, serialize(message));
  }

  ref() {
    const binding = BroadcastChannel.#check(this).#binding;
    if (binding) internal.ref(binding);
    return this;
  }

  unref() {
    const binding = BroadcastChannel.#check(this).#binding;
    if (binding) internal.unref(binding);
    return this;
  }

  [customInspect](depth, options) {
    BroadcastChannel.#check(this);
    if (depth < 0) return 'BroadcastChannel';
    return `BroadcastChannel ${inspect({ name: this.#name, active: this.#binding !== undefined }, deeper(options))}`;
  }
}

webClass(BroadcastChannel, 'name', 'close', 'postMessage');
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');
uncloneable(MessageChannel, BroadcastChannel);

module.exports = { BroadcastChannel, MessageChannel, MessageEvent, MessagePort, bindingOf, portOn, receiveMessageOnPort, release };
