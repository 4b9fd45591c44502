'use strict';
// The handles of net: what socket._handle and server._handle are. A StreamHandle is the JavaScript face of a byteStream
// (netstream.go); its methods return 0 or a negative errno, as those of libuv do.
//
//	handle.onread(bytes or errno, arrayBuffer)   what arrives, while reading
//	handle.write(data, encoding, done)           0: written, 1: done(errno) will be called, or an errno

const { ErrnoException, codes: { ERR_INVALID_FD_TYPE } } = require('internal/errors');

const EINVAL = -22;

class StreamHandle {
  constructor(native = internal.newStream()) {
    Object.defineProperty(this, 'native', { value: native });
    this.reading = false;
    this.onread = undefined;
    internal.attach(native, this);
  }

  readStart() {
    internal.readStart(this.native);
    return 0;
  }

  readStop() {
    internal.readStop(this.native);
    return 0;
  }

  write(data, encoding, done) { return internal.write(this.native, data, encoding, done); }

  writev(list, done) { return internal.writev(this.native, list, done); }

  shutdown(done) { return internal.shutdown(this.native, done); }

  close(done) { internal.close(this.native, done); }

  ref() { internal.ref(this.native); }

  unref() { internal.unref(this.native); }

  hasRef() { return internal.hasRef(this.native); }

  get bytesRead() { return internal.bytesRead(this.native); }

  get bytesWritten() { return internal.bytesWritten(this.native); }

  get writeQueueSize() { return internal.queueSize(this.native); }
}

// endpoint puts [address, port, family] into an object, as Node's handles do.
function endpoint(out, name) {
  if (name === undefined) return -107; // ENOTCONN
  out.address = name[0];
  out.family = name[2];
  out.port = name[1];
  return 0;
}

class TCP extends StreamHandle {
  connect(address, port, localAddress, localPort, done) {
    return internal.connect(this.native, address, port, localAddress, localPort, done);
  }

  getsockname(out) { return endpoint(out, internal.sockname(this.native)); }

  getpeername(out) { return endpoint(out, internal.peername(this.native)); }

  setNoDelay(on) { return internal.setNoDelay(this.native, on); }

  setKeepAlive(on, delay, interval, count) { return internal.setKeepAlive(this.native, on, delay, interval, count); }

  // typeOfService gets, or sets if it is given, the value.
  typeOfService(tos = -1) { return internal.typeOfService(this.native, tos); }

  reset(done) { return internal.reset(this.native, done); }
}

class Pipe extends StreamHandle {
  connect(path, done) { return internal.connectPath(this.native, path, done); }
}

// A ServerHandle listens; onconnection(errno, handle) is called for each connection.
class ServerHandle {
  constructor(native) { Object.defineProperty(this, 'native', { value: native }); }

  close(done) { internal.serverClose(this.native, done); }

  ref() { internal.serverRef(this.native); }

  unref() { internal.serverUnref(this.native); }

  hasRef() { return internal.serverHasRef(this.native); }
}

class TCPServer extends ServerHandle {
  getsockname(out) { return endpoint(out, internal.serverName(this.native)); }
}

Object.defineProperty(TCPServer, 'name', { value: 'TCP' });
class PipeServer extends ServerHandle {}
Object.defineProperty(PipeServer, 'name', { value: 'Pipe' });

// listen and listenPath return a server's handle, or a negative errno.
function listen(address, port, flags, onconnection) {
  const native = internal.listen(address, port, flags, (errno, stream) => {
    onconnection(errno, stream === undefined ? undefined : new TCP(stream));
  });
  return typeof native === 'number' ? native : new TCPServer(native);
}

function listenPath(path, onconnection) {
  const native = internal.listenPath(path, (errno, stream) => {
    onconnection(errno, stream === undefined ? undefined : new Pipe(stream));
  });
  return typeof native === 'number' ? native : new PipeServer(native);
}

// open takes over a descriptor that is a socket or a pipe.
function open(fd) {
  const kind = internal.kind(fd);
  if (kind !== 'TCP' && kind !== 'PIPE') throw new ERR_INVALID_FD_TYPE(kind);
  const native = internal.open(fd);
  if (typeof native === 'number') throw new ErrnoException(native, 'open');
  return kind === 'TCP' ? new TCP(native) : new Pipe(native);
}

function listenFd(fd, onconnection) {
  const kind = internal.kind(fd);
  if (kind !== 'TCP' && kind !== 'PIPE') return EINVAL;
  const native = internal.listenFd(fd, (errno, stream) => {
    onconnection(errno, stream === undefined ? undefined : new (kind === 'TCP' ? TCP : Pipe)(stream));
  });
  return typeof native === 'number' ? native : new (kind === 'TCP' ? TCPServer : PipeServer)(native);
}

internal.onRead(function(nread, buffer) {
  if (typeof this.onread === 'function') this.onread(nread, buffer);
});

const { peername, sockname } = internal;

module.exports = { Pipe, StreamHandle, TCP, internalNet: { endpoint, peername, sockname }, listen, listenFd, listenPath, open };
