// DisposableStack and AsyncDisposableStack: the explicit resource management proposal, as V8 has it.
const { apply, error, text, builtin, SuppressedError, dispose, asyncDispose, defineProperty, Promise } = natives;

function isObject(v) {
  return typeof v === 'object' && v !== null || typeof v === 'function';
}

function method(value, key) {
  const m = value[key];
  if (m === undefined || m === null) return undefined;
  if (typeof m !== 'function') throw error('TypeError', `${text(key)} is not a function`);
  return m;
}

function required(value, key) {
  const m = method(value, key);
  if (m === undefined) throw error('TypeError', `${text(key)} is not a function`);
  return m;
}

// asyncMethod is GetDisposeMethod with the hint async-dispose: of a sync method only the errors are seen.
function asyncMethod(value) {
  const m = method(value, asyncDispose);
  if (m !== undefined) return m;
  const sync = required(value, dispose);
  return function () {
    return new Promise((resolve) => {
      apply(sync, this, []);
      resolve();
    });
  };
}

function callback(fn) {
  if (typeof fn !== 'function') throw error('TypeError', `${text(fn)} is not a function`);
}

function checkResource(value) {
  if (!isObject(value)) throw error('TypeError', 'An object is expected with `using` declarations');
}

// Failure is what went wrong up to now: nothing, one error, or one that suppresses the one before.
class Failure {
  #thrown = false;
  #error;
  add(e) {
    this.#error = this.#thrown ? new SuppressedError(e, this.#error, 'An error was suppressed during disposal') : e;
    this.#thrown = true;
  }
  end() {
    if (this.#thrown) throw this.#error;
  }
}

const incompatible = (name, v) => error('TypeError', `Method ${name} called on incompatible receiver ${text(v)}`);
const disposedAlready = (name) => error('ReferenceError', `Cannot call ${name} on an already-disposed DisposableStack`);

class DisposableStack {
  #resources = [];
  #disposed = false;
  static #open(v, name) {
    if (!isObject(v) || !(#resources in v)) throw incompatible(name, v);
    if (v.#disposed) throw disposedAlready(name);
    return v.#resources;
  }
  use(value) {
    const list = DisposableStack.#open(this, 'DisposableStack.prototype.use');
    if (value === undefined || value === null) return value;
    checkResource(value);
    const m = required(value, dispose);
    list[list.length] = () => apply(m, value, []);
    return value;
  }
  dispose() {
    if (!isObject(this) || !(#resources in this)) throw incompatible('DisposableStack.prototype.dispose', this);
    if (this.#disposed) return;
    this.#disposed = true;
    const failure = new Failure();
    for (let i = this.#resources.length - 1; i >= 0; i--) {
      try {
        this.#resources[i]();
      } catch (e) {
        failure.add(e);
      }
    }
    this.#resources = [];
    failure.end();
  }
  adopt(value, onDispose) {
    const list = DisposableStack.#open(this, 'DisposableStack.prototype.adopt');
    callback(onDispose);
    list[list.length] = () => onDispose(value);
    return value;
  }
  defer(onDispose) {
    const list = DisposableStack.#open(this, 'DisposableStack.prototype.defer');
    callback(onDispose);
    list[list.length] = () => onDispose();
  }
  move() {
    const list = DisposableStack.#open(this, 'DisposableStack.prototype.move');
    const moved = new DisposableStack();
    moved.#resources = list;
    this.#resources = [];
    this.#disposed = true;
    return moved;
  }
  get disposed() {
    if (!isObject(this) || !(#resources in this)) throw incompatible('get DisposableStack.prototype.disposed', this);
    return this.#disposed;
  }
}

class AsyncDisposableStack {
  #resources = [];
  #disposed = false;
  static #open(v, name) {
    if (!isObject(v) || !(#resources in v)) throw incompatible(name, v);
    if (v.#disposed) throw disposedAlready(name);
    return v.#resources;
  }
  use(value) {
    const list = AsyncDisposableStack.#open(this, 'AsyncDisposableStack.prototype.use');
    if (value === undefined || value === null) {
      list[list.length] = undefined;
      return value;
    }
    checkResource(value);
    const m = asyncMethod(value);
    list[list.length] = () => apply(m, value, []);
    return value;
  }
  // The promise is made before anything can fail, so that a wrong receiver is a rejection.
  async disposeAsync() {
    if (!isObject(this) || !(#resources in this)) throw error('TypeError', 'Receiver is not an AsyncDisposableStack');
    if (this.#disposed) return;
    this.#disposed = true;
    const list = this.#resources;
    this.#resources = [];
    const failure = new Failure();
    let owed = false, awaited = false;
    for (let i = list.length - 1; i >= 0; i--) {
      const release = list[i];
      if (release === undefined) {
        owed = true;
        continue;
      }
      try {
        const result = release();
        awaited = true;
        await result;
      } catch (e) {
        failure.add(e);
      }
    }
    if (owed && !awaited) await undefined;
    failure.end();
  }
  adopt(value, onDispose) {
    const list = AsyncDisposableStack.#open(this, 'AsyncDisposableStack.prototype.adopt');
    callback(onDispose);
    list[list.length] = () => onDispose(value);
    return value;
  }
  defer(onDispose) {
    const list = AsyncDisposableStack.#open(this, 'AsyncDisposableStack.prototype.defer');
    callback(onDispose);
    list[list.length] = () => onDispose();
  }
  move() {
    const list = AsyncDisposableStack.#open(this, 'AsyncDisposableStack.prototype.move');
    const moved = new AsyncDisposableStack();
    moved.#resources = list;
    this.#resources = [];
    this.#disposed = true;
    return moved;
  }
  get disposed() {
    if (!isObject(this) || !(#resources in this)) throw incompatible('get AsyncDisposableStack.prototype.disposed', this);
    return this.#disposed;
  }
}

for (const [C, key, name] of [[DisposableStack, dispose, 'dispose'], [AsyncDisposableStack, asyncDispose, 'disposeAsync']]) {
  const proto = C.prototype;
  defineProperty(proto, key, { value: proto[name], writable: true, configurable: true });
  defineProperty(proto, Symbol.toStringTag, { value: C.name, configurable: true });
  builtin(proto);
}

return { DisposableStack, AsyncDisposableStack };
