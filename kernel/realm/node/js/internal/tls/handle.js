'use strict';
// The handle of a TLSSocket: a StreamHandle that does not read before the handshake is over.

const { Buffer } = require('buffer');
const { StreamHandle, internalNet } = require('internal/net/handle');
const native = require('internal/tls/native');

class TLSWrap extends StreamHandle {
  constructor(stream, parent) {
    super(native.below(stream));
    Object.defineProperty(this, 'stream', { value: stream });
    Object.defineProperty(this, 'parent', { value: parent }); // the socket below, undefined for a connection of its own
    this.secured = false;
    this.wanted = false;
  }

  readStart() {
    if (this.secured) return super.readStart();
    this.wanted = true;
    return 0;
  }

  readStop() {
    if (this.secured) return super.readStop();
    this.wanted = false;
    return 0;
  }

  // secure says that the handshake is over.
  secure() {
    this.secured = true;
    if (this.wanted) super.readStart();
  }

  close(done) {
    native.stop(this.stream);
    const { parent } = this;
    super.close(() => {
      if (parent === undefined || parent.destroyed) {
        done?.();
        return;
      }
      parent.once('close', () => done?.());
      parent.destroy();
    });
  }

  getsockname(out) { return internalNet.endpoint(out, internalNet.sockname(this.native)); }

  getpeername(out) { return internalNet.endpoint(out, internalNet.peername(this.native)); }

  setNoDelay() { return 0; }

  setKeepAlive() { return 0; }
}

// Bridge stands for a Duplex that has no handle: what Go wants to write is written to it, what it reads is fed to Go.
class Bridge {
  constructor(duplex) {
    this.native = native.bridge((chunk, done) => {
      if (chunk === undefined) {
        if (!duplex.writableEnded) duplex.end();
        done();
      } else if (duplex.destroyed || duplex.writableEnded) {
        done('closed');
      } else {
        duplex.write(Buffer.from(chunk), (err) => done(err ? err.message : undefined));
      }
    }, () => duplex.resume());
    duplex.on('data', (chunk) => {
      if (!native.feed(this.native, typeof chunk === 'string' ? Buffer.from(chunk) : chunk)) duplex.pause();
    });
    duplex.on('end', () => native.finish(this.native));
    duplex.on('close', () => native.finish(this.native));
    duplex.on('error', (err) => native.finish(this.native, err.message));
  }
}

module.exports = { Bridge, TLSWrap };
