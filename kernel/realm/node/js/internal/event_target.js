'use strict';
// EventTarget as Node has it: listeners are a linked list that dispatch walks while it changes, so a listener added
// by one that is not the last still runs in the same dispatch, and a removed one does not. What a listener throws is
// rethrown in a tick.

const EventEmitter = require('events');
const { inspect } = require('internal/inspect');
const {
  ERR_EVENT_RECURSION,
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_THIS,
  ERR_MISSING_ARGS,
} = require('internal/errors').codes;
const { kValidateObjectAllowObjects, validateAbortSignal, validateObject, validateString } = require('internal/validators');
const { customInspect, deeper, domString, enumerable, kEmptyObject, webClass } = require('internal/shape');
const { now } = require('internal/clock');

const { kMaxEventTargetListeners, kMaxEventTargetListenersWarned } = EventEmitter;

const kIsEventTarget = Symbol.for('nodejs.event_target');
const kHybridDispatch = Symbol.for('nodejs.internal.kHybridDispatch');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kEvents = Symbol('kEvents');
const kHandlers = Symbol('kHandlers');
const kTrustEvent = Symbol('kTrustEvent');
const kCreateEvent = Symbol('kCreateEvent');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kNodeStyle = Symbol('kIsNodeStyleListener');
const kResistStopPropagation = Symbol('kResistStopPropagation');
const kState = Symbol('kState');

// state returns the inner state of an event, or throws as a getter called on something else does.
function state(event, name = 'Event') {
  const inner = event?.[kState];
  if (inner === undefined) throw new ERR_INVALID_THIS(name);
  return inner;
}

class Event {
  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (options != null) validateObject(options, 'options');
    const inner = {
      type: `${type}`,
      bubbles: !!options?.bubbles,
      cancelable: !!options?.cancelable,
      composed: !!options?.composed,
      trusted: options?.[kTrustEvent] === true,
      timeStamp: now(),
      target: null,
      dispatching: false,
      passive: false,
      prevented: false,
      stopped: false,
      stoppedAtOnce: false,
    };
    Object.defineProperty(this, kState, { value: inner });
  }

  initEvent(type, bubbles = false, cancelable = false) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    const inner = state(this);
    if (inner.dispatching) return;
    inner.type = `${type}`;
    inner.bubbles = !!bubbles;
    inner.cancelable = !!cancelable;
  }

  [customInspect](depth, options) {
    const inner = state(this);
    const { name } = this.constructor;
    if (depth < 0) return name;
    const { type, prevented, cancelable, timeStamp } = inner;
    return `${name} ${inspect({ type, defaultPrevented: prevented, cancelable, timeStamp }, deeper(options))}`;
  }

  stopImmediatePropagation() {
    state(this).stopped = true;
    state(this).stoppedAtOnce = true;
  }

  preventDefault() {
    const inner = state(this);
    if (inner.cancelable && !inner.passive) inner.prevented = true;
  }

  get target() { return state(this).target; }

  get currentTarget() { return state(this).dispatching ? state(this).target : null; }

  get srcElement() { return state(this).target; }

  get type() { return state(this).type; }

  get cancelable() { return state(this).cancelable; }

  get defaultPrevented() { return state(this).cancelable && state(this).prevented; }

  get timeStamp() { return state(this).timeStamp; }

  composedPath() { return state(this).dispatching ? [state(this).target] : []; }

  get returnValue() { return !state(this).cancelable || !state(this).prevented; }

  set returnValue(value) {
    const inner = state(this);
    if (!value && inner.cancelable && !inner.passive) inner.prevented = true;
  }

  get bubbles() { return state(this).bubbles; }

  get composed() { return state(this).composed; }

  get eventPhase() { return state(this).dispatching ? Event.AT_TARGET : Event.NONE; }

  get cancelBubble() { return state(this).stopped; }

  set cancelBubble(value) { if (value) state(this).stopped = true; }

  stopPropagation() { state(this).stopped = true; }

  get isTrusted() { return state(this).trusted; }
}

webClass(Event, 'initEvent', 'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget', 'srcElement', 'type',
  'cancelable', 'defaultPrevented', 'timeStamp', 'composedPath', 'returnValue', 'bubbles', 'composed', 'eventPhase',
  'cancelBubble', 'stopPropagation', 'isTrusted');
Object.defineProperty(Event.prototype, 'isTrusted', { configurable: false });
['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].forEach((name, value) => {
  Object.defineProperty(Event, name, { value, enumerable: true });
});

class CustomEvent extends Event {
  #detail;

  constructor(type, options = kEmptyObject) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('CustomEvent');
    return this.#detail;
  }
}

webClass(CustomEvent, 'detail');

// ---- listeners

function append(root, previous, listener, options) {
  const node = {
    listener,
    callback: typeof listener === 'function' ? listener : callHandleEvent(listener),
    once: !!options.once,
    capture: !!options.capture,
    passive: !!options.passive,
    nodeStyle: !!options.nodeStyle,
    resist: !!options.resist,
    removed: false,
    previous,
    next: undefined,
  };
  previous.next = node;
  root.resist ||= node.resist;
}

// An object's handleEvent is looked up at each event, and its rejection counts as thrown.
function callHandleEvent(listener) {
  return async (...args) => {
    if (listener.handleEvent) await Reflect.apply(listener.handleEvent, listener, args);
  };
}

function unlink(node) {
  node.previous.next = node.next;
  if (node.next !== undefined) node.next.previous = node.previous;
  node.removed = true;
}

function find(root, listener, capture) {
  let last = root;
  let node = root.next;
  while (node !== undefined && !(node.listener === listener && node.capture === capture)) {
    last = node;
    node = node.next;
  }
  return { node, last };
}

function readOptions(options) {
  if (typeof options === 'boolean') return { capture: options };
  if (options === null) return kEmptyObject;
  validateObject(options, 'options', kValidateObjectAllowObjects);
  return {
    once: Boolean(options.once),
    capture: Boolean(options.capture),
    passive: Boolean(options.passive),
    signal: options.signal,
    resist: options[kResistStopPropagation] ?? false,
    nodeStyle: Boolean(options[kNodeStyle]),
  };
}

function isListener(listener) {
  if (typeof listener === 'function' || typeof listener?.handleEvent === 'function') return true;
  if (listener == null) return false;
  if (typeof listener === 'object') return true;
  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

function warnOfUseless(target, type, listener) {
  const warning = new Error(`addEventListener called with ${listener} which has no effect.`);
  process.emitWarning(Object.assign(warning, { name: 'AddEventListenerArgumentTypeWarning', target, type }));
}

const isEventTarget = (value) => value?.constructor?.[kIsEventTarget];
const isNodeEventTarget = (value) => value?.constructor?.[kIsNodeEventTarget];

function check(target, name, ok = isEventTarget) {
  if (!ok(target)) throw new ERR_INVALID_THIS(name);
}

// initEventTarget makes any object an event target whose class says so.
function initEventTarget(target) {
  const hidden = (key, value) => Object.defineProperty(target, key, { value, writable: true, configurable: true });
  hidden(kEvents, undefined);
  hidden(kHandlers, undefined);
  hidden(kMaxEventTargetListeners, EventEmitter.defaultMaxListeners);
  hidden(kMaxEventTargetListenersWarned, false);
}

class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    initEventTarget(this);
  }

  [kNewListener](size, type) {
    const max = this[kMaxEventTargetListeners];
    if (!(max > 0 && size > max) || this[kMaxEventTargetListenersWarned]) return;
    this[kMaxEventTargetListenersWarned] = true;
    const warning = new Error(`Possible EventTarget memory leak detected. ${size} ${type} listeners ` +
      `added to ${inspect(this, { depth: -1 })}. MaxListeners is ${max}. Use events.setMaxListeners() to increase limit`);
    process.emitWarning(Object.assign(warning, { name: 'MaxListenersExceededWarning', target: this, type, count: size }));
  }

  [kRemoveListener]() {}

  addEventListener(type, listener, options = kEmptyObject) {
    check(this, 'EventTarget');
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    const given = options === kEmptyObject ? kEmptyObject : readOptions(options);
    validateAbortSignal(given.signal, 'options.signal');
    if (given.signal) {
      if (given.signal.aborted) return;
      given.signal.addEventListener('abort', () => this.removeEventListener(type, listener, given),
        { __proto__: null, once: true, [kResistStopPropagation]: true });
    }
    if (!isListener(listener)) {
      warnOfUseless(this, type, listener);
      return;
    }
    type = domString(type);
    this[kEvents] ??= new Map();
    const known = this[kEvents].get(type);
    const root = known ?? { size: 0, next: undefined, resist: false };
    const { node, last } = find(root, listener, !!given.capture);
    if (node !== undefined) return;
    append(root, last, listener, given);
    root.size++;
    this[kNewListener](root.size, type);
    if (known === undefined) this[kEvents].set(type, root);
  }

  removeEventListener(type, listener, options = kEmptyObject) {
    check(this, 'EventTarget');
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    if (!isListener(listener)) return;
    type = domString(type);
    const root = this[kEvents]?.get(type);
    if (root === undefined) return;
    const { node } = find(root, listener, options === true || options?.capture === true);
    if (node === undefined) return;
    unlink(node);
    root.size--;
    if (root.size === 0) this[kEvents].delete(type);
    this[kRemoveListener](root.size, type);
  }

  dispatchEvent(event) {
    check(this, 'EventTarget');
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('event');
    if (!(event instanceof Event)) throw new ERR_INVALID_ARG_TYPE('event', 'Event', event);
    if (state(event).dispatching) throw new ERR_EVENT_RECURSION(event.type);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  [kHybridDispatch](value, type, event) {
    const root = this[kEvents]?.get(type);
    if (event !== undefined) begin(event, this);
    let node = root?.next;
    while (node !== undefined && (root.resist || node.passive || !stoppedAtOnce(event))) {
      const { next } = node;
      if (!node.removed && (node.resist || !stoppedAtOnce(event))) event = deliver(this, root, node, value, type, event);
      node = next;
    }
    if (event !== undefined) state(event).dispatching = false;
  }

  [kCreateEvent](value, type) {
    return new CustomEvent(type, { detail: value });
  }

  [customInspect](depth, options) {
    const { name } = this.constructor;
    return depth < 0 ? name : `${name} ${inspect({}, deeper(options))}`;
  }
}

webClass(EventTarget, 'addEventListener', 'removeEventListener', 'dispatchEvent');

const stoppedAtOnce = (event) => event !== undefined && state(event).stoppedAtOnce;

function begin(event, target) {
  const inner = state(event);
  inner.target = target;
  inner.dispatching = true;
}

// deliver calls one listener and returns the event, which is made when the first listener wants one.
function deliver(target, root, node, value, type, event) {
  if (node.once) {
    unlink(node);
    root.size--;
    target[kRemoveListener](root.size, type);
  }
  let inner;
  try {
    if (!node.nodeStyle && event === undefined) {
      event = target[kCreateEvent](value, type);
      begin(event, target);
    }
    if (!node.nodeStyle) {
      inner = state(event);
      inner.passive = node.passive;
    }
    const result = Reflect.apply(node.callback, target, [node.nodeStyle ? value : event]);
    if (inner !== undefined) inner.dispatching = false;
    if (result !== undefined && result !== null) watch(result);
  } catch (err) {
    rethrow(err);
  } finally {
    if (inner !== undefined) inner.passive = false;
  }
  return event;
}

function watch(promise) {
  const { then } = promise;
  if (typeof then === 'function') Reflect.apply(then, promise, [undefined, rethrow]);
}

function rethrow(err) {
  process.nextTick(() => { throw err; });
}

// NodeEventTarget is the event target that also answers to an EventEmitter's method names (MessagePort).
class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;
  static defaultMaxListeners = 10;

  setMaxListeners(n) {
    check(this, 'NodeEventTarget', isNodeEventTarget);
    EventEmitter.setMaxListeners(n, this);
  }

  getMaxListeners() {
    check(this, 'NodeEventTarget', isNodeEventTarget);
    return this[kMaxEventTargetListeners];
  }

  eventNames() {
    check(this, 'NodeEventTarget', isNodeEventTarget);
    return [...(this[kEvents]?.keys() ?? [])];
  }

  listenerCount(type) {
    check(this, 'NodeEventTarget', isNodeEventTarget);
    return this[kEvents]?.get(String(type))?.size ?? 0;
  }

  off(type, listener, options) {
    check(this, 'NodeEventTarget', isNodeEventTarget);
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    check(this, 'NodeEventTarget', isNodeEventTarget);
    this.removeEventListener(type, listener, options);
    return this;
  }

  on(type, listener) {
    check(this, 'NodeEventTarget', isNodeEventTarget);
    this.addEventListener(type, listener, { [kNodeStyle]: true });
    return this;
  }

  addListener(type, listener) {
    check(this, 'NodeEventTarget', isNodeEventTarget);
    this.addEventListener(type, listener, { [kNodeStyle]: true });
    return this;
  }

  emit(type, arg) {
    check(this, 'NodeEventTarget', isNodeEventTarget);
    validateString(type, 'type');
    const had = this.listenerCount(type) > 0;
    this[kHybridDispatch](arg, type);
    return had;
  }

  once(type, listener) {
    check(this, 'NodeEventTarget', isNodeEventTarget);
    this.addEventListener(type, listener, { once: true, [kNodeStyle]: true });
    return this;
  }

  removeAllListeners(type) {
    check(this, 'NodeEventTarget', isNodeEventTarget);
    if (type === undefined) this[kEvents]?.clear();
    else this[kEvents]?.delete(String(type));
    return this;
  }
}

enumerable(NodeEventTarget.prototype, 'setMaxListeners', 'getMaxListeners', 'eventNames', 'listenerCount', 'off', 'removeListener',
  'on', 'addListener', 'once', 'emit', 'removeAllListeners');

// ---- handler attributes (onabort, onmessage)

function makeHandler(value) {
  function eventHandler(...args) {
    if (typeof eventHandler.handler !== 'function') return undefined;
    return Reflect.apply(eventHandler.handler, this, args);
  }
  eventHandler.handler = value;
  return eventHandler;
}

function setHandler(target, event, value) {
  target[kHandlers] ??= new Map();
  const wrapper = target[kHandlers].get(event);
  if (wrapper === undefined) {
    const made = makeHandler(value);
    target.addEventListener(event, made);
    target[kHandlers].set(event, made);
    return;
  }
  // The wrapper keeps its place among the listeners; the counts follow whether there is a handler in it.
  const root = target[kEvents]?.get(event);
  if (typeof wrapper.handler === 'function' && root !== undefined) {
    root.size--;
    target[kRemoveListener](root.size, event);
  }
  wrapper.handler = value;
  if (typeof value !== 'function') return;
  if (root === undefined) {
    target.addEventListener(event, wrapper);
    return;
  }
  root.size++;
  target[kNewListener](root.size, event);
}

function defineEventHandler(holder, name, event = name) {
  const property = `on${name}`;
  const checkHandlers = (target) => {
    if (typeof target !== 'object' || target === null || !Object.hasOwn(target, kHandlers)) throw new ERR_INVALID_THIS('EventTarget');
  };
  const accessors = {
    get [property]() {
      checkHandlers(this);
      return this[kHandlers]?.get(event)?.handler ?? null;
    },
    set [property](value) {
      checkHandlers(this);
      setHandler(this, event, value);
    },
  };
  Object.defineProperty(holder, property, { ...Object.getOwnPropertyDescriptor(accessors, property), enumerable: true });
}

// listenersOf returns the functions and objects that listen for type, in order.
function listenersOf(target, type) {
  const all = [];
  for (let node = target[kEvents]?.get(type)?.next; node !== undefined; node = node.next) all.push(node.listener);
  return all;
}

module.exports = {
  CustomEvent,
  Event,
  EventTarget,
  NodeEventTarget,
  defineEventHandler,
  initEventTarget,
  isEventTarget,
  kCreateEvent,
  kEvents,
  kHybridDispatch,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  listenersOf,
};
