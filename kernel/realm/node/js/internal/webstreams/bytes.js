'use strict';
// Byte streams of what is there already, or can be read: Blob.stream() and FileHandle.readableWebStream().

const { ReadableStream } = require('internal/webstreams/readable');
const { ERR_INVALID_STATE } = require('internal/errors').codes;
const { validateBoolean, validateObject } = require('internal/validators');

const chunkSize = 65536;

// ofBytes streams the bytes of a blob.
function ofBytes(bytes) {
  let at = 0;
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (at >= bytes.length) {
        controller.close();
        controller.byobRequest?.respond(0);
        return;
      }
      const end = Math.min(at + Math.max(chunkSize, bytes.length), bytes.length);
      controller.enqueue(new Uint8Array(bytes.subarray(at, end)));
      at = end;
    },
  }, { highWaterMark: 0 });
}

const locked = new WeakSet();

// ofHandle streams a file through its FileHandle, which it locks.
function ofHandle(handle, options) {
  if (handle.fd === -1) throw new ERR_INVALID_STATE('The FileHandle is closed');
  if (locked.has(handle)) throw new ERR_INVALID_STATE('The FileHandle is locked');
  validateObject(options, 'options');
  const { autoClose = false } = options;
  validateBoolean(autoClose, 'options.autoClose');
  locked.add(handle);
  const finish = async () => {
    if (autoClose) await handle.close();
  };
  return new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: 16384,
    async pull(controller) {
      const { view } = controller.byobRequest;
      const { bytesRead } = await handle.read(view, 0, view.byteLength);
      if (bytesRead === 0) {
        controller.close();
        await finish();
      }
      controller.byobRequest.respond(bytesRead);
    },
    cancel: finish,
  });
}

module.exports = { ofBytes, ofHandle };
