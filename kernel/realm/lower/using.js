(() => {
  const { apply } = Reflect;
  const { dispose, asyncDispose } = Symbol;
  const Suppressed = globalThis.SuppressedError ?? class SuppressedError extends Error {
    constructor(error, suppressed, message) {
      super(message);
      Object.defineProperty(this, 'error', { value: error, writable: true, configurable: true });
      Object.defineProperty(this, 'suppressed', { value: suppressed, writable: true, configurable: true });
    }
    get name() {
      return 'SuppressedError';
    }
  };
  const methodOf = (value, key) => {
    const m = value[key];
    if (m === undefined || m === null) return undefined;
    if (typeof m !== 'function') throw new TypeError(`${String(key)} is not a function`);
    return m;
  };
  const disposer = (value, async) => {
    const m = async ? methodOf(value, asyncDispose) : undefined;
    if (m !== undefined) return m;
    const sync = methodOf(value, dispose);
    if (sync === undefined) throw new TypeError(`${String(dispose)} is not a function`);
    return async ? function () { apply(sync, this, []); } : sync;
  };
  return class Scope {
    #resources = [];
    #error = [];
    #owed = false;
    #awaited = false;
    add(value, async) {
      if (value === null || value === undefined) {
        if (async) this.#resources.push({ async });
        return value;
      }
      if (Object(value) !== value) throw new TypeError('An object is expected with `using` declarations');
      this.#resources.push({ value, method: disposer(value, async), async });
      return value;
    }
    fail(e) {
      const [first] = this.#error;
      this.#error = [this.#error.length === 0 ? e : new Suppressed(e, first, 'An error was suppressed during disposal')];
    }
    next() {
      for (let r; r = this.#resources.pop();) {
        if (!r.async && this.#owed && !this.#awaited) {
          this.#owed = false;
          this.#resources.push(r);
          return [undefined];
        }
        if (!r.method) {
          this.#owed = true;
          continue;
        }
        try {
          const result = apply(r.method, r.value, []);
          if (!r.async) continue;
          this.#awaited = true;
          return [result];
        } catch (e) {
          this.fail(e);
        }
      }
      if (!this.#owed || this.#awaited) return undefined;
      this.#owed = false;
      return [undefined];
    }
    end() {
      if (this.#error.length > 0) throw this.#error[0];
    }
  };
})()
