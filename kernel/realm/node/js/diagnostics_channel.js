'use strict';
// Named channels. A channel without subscribers has methods that do nothing; the first subscriber gives it others.

const { ERR_INVALID_ARG_TYPE } = require('internal/errors').codes;
const { validateFunction } = require('internal/validators');

const rethrow = (err) => process.nextTick(() => { throw err; });

const channels = new Map();

class ActiveChannel {
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    this._subscribers = [...this._subscribers, subscription];
  }

  unsubscribe(subscription) {
    const at = this._subscribers.indexOf(subscription);
    if (at === -1) return false;
    this._subscribers = this._subscribers.filter((_, i) => i !== at);
    rest(this);
    return true;
  }

  bindStore(store, transform) { this._stores.set(store, transform); }

  unbindStore(store) {
    if (!this._stores.delete(store)) return false;
    rest(this);
    return true;
  }

  get hasSubscribers() { return true; }

  publish(data) {
    for (const subscriber of this._subscribers) {
      try {
        subscriber(data, this.name);
      } catch (err) {
        rethrow(err);
      }
    }
  }

  runStores(data, fn, thisArg, ...args) {
    let run = () => {
      this.publish(data);
      return Reflect.apply(fn, thisArg, args);
    };
    for (const [store, transform] of this._stores) run = inStore(store, data, run, transform);
    return run();
  }
}

function inStore(store, data, next, transform = (value) => value) {
  return () => {
    let context;
    try {
      context = transform(data);
    } catch (err) {
      rethrow(err);
      return next();
    }
    return store.run(context, next);
  };
}

class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
    this._index = undefined;
    channels.set(name, this);
  }

  static [Symbol.hasInstance](instance) {
    const prototype = Object.getPrototypeOf(instance);
    return prototype === Channel.prototype || prototype === ActiveChannel.prototype;
  }

  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    wake(this);
    this.subscribe(subscription);
  }

  unsubscribe() { return false; }

  bindStore(store, transform) {
    wake(this);
    this.bindStore(store, transform);
  }

  unbindStore() { return false; }

  get hasSubscribers() { return false; }

  publish() {}

  runStores(data, fn, thisArg, ...args) { return Reflect.apply(fn, thisArg, args); }
}

function wake(target) {
  Object.setPrototypeOf(target, ActiveChannel.prototype);
  target._subscribers = [];
  target._stores = new Map();
}

function rest(target) {
  if (target._subscribers.length > 0 || target._stores.size > 0) return;
  Object.setPrototypeOf(target, Channel.prototype);
  target._subscribers = undefined;
  target._stores = undefined;
}

function channel(name) {
  const found = channels.get(name);
  if (found) return found;
  if (typeof name !== 'string' && typeof name !== 'symbol') throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  return new Channel(name);
}

const traceEvents = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

function channelOf(nameOrChannels, event) {
  if (typeof nameOrChannels === 'string') return channel(`tracing:${nameOrChannels}:${event}`);
  if (typeof nameOrChannels !== 'object' || nameOrChannels === null) {
    throw new ERR_INVALID_ARG_TYPE('nameOrChannels', ['string', 'object', 'TracingChannel'], nameOrChannels);
  }
  const given = nameOrChannels[event];
  if (!(given instanceof Channel)) throw new ERR_INVALID_ARG_TYPE(`nameOrChannels.${event}`, ['Channel'], given);
  return given;
}

class TracingChannel {
  constructor(nameOrChannels) {
    for (const event of traceEvents) Object.defineProperty(this, event, { value: channelOf(nameOrChannels, event) });
  }

  get hasSubscribers() { return traceEvents.some((event) => this[event]?.hasSubscribers); }

  subscribe(handlers) {
    for (const event of traceEvents) if (handlers[event]) this[event]?.subscribe(handlers[event]);
  }

  unsubscribe(handlers) {
    return traceEvents.filter((event) => handlers[event] && !this[event]?.unsubscribe(handlers[event])).length === 0;
  }

  // #begin runs fn between start and end; what it throws is an error event.
  #begin(context, fn) {
    const { start, end, error } = this;
    return start.runStores(context, () => {
      try {
        return fn();
      } catch (err) {
        context.error = err;
        error.publish(context);
        throw err;
      } finally {
        end.publish(context);
      }
    });
  }

  traceSync(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    return this.#begin(context, () => (context.result = Reflect.apply(fn, thisArg, args)));
  }

  tracePromise(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const settle = () => {
      this.asyncStart.publish(context);
      this.asyncEnd.publish(context);
    };
    const resolved = (result) => {
      context.result = result;
      settle();
      return result;
    };
    const rejected = (err) => {
      context.error = err;
      this.error.publish(context);
      settle();
      return Promise.reject(err);
    };
    return this.#begin(context, () => {
      const result = Reflect.apply(fn, thisArg, args);
      return (result instanceof Promise ? result : Promise.resolve(result)).then(resolved, rejected);
    });
  }

  traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const { asyncStart, asyncEnd, error } = this;
    const callback = args.at(position);
    validateFunction(callback, 'callback');
    args.splice(position, 1, function wrappedCallback(...results) {
      const [err, res] = results;
      if (err) {
        context.error = err;
        error.publish(context);
      } else {
        context.result = res;
      }
      asyncStart.runStores(context, () => {
        try {
          return Reflect.apply(callback, this, results);
        } finally {
          asyncEnd.publish(context);
        }
      });
    });
    return this.#begin(context, () => Reflect.apply(fn, thisArg, args));
  }
}

module.exports = {
  channel,
  hasSubscribers: (name) => channels.get(name)?.hasSubscribers ?? false,
  subscribe: (name, subscription) => channel(name).subscribe(subscription),
  tracingChannel: (nameOrChannels) => new TracingChannel(nameOrChannels),
  unsubscribe: (name, subscription) => channel(name).unsubscribe(subscription),
  Channel,
};
