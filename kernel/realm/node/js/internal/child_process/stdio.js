'use strict';
// The option stdio: what a child has as its descriptors.

const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_SYNC_FORK_INPUT, ERR_IPC_ONE_PIPE, ERR_IPC_SYNC_FORK },
} = require('internal/errors');
const { inspect } = require('internal/inspect');
const { Socket } = require('internal/pipe');

const whole = { __proto__: null, ignore: 'ignore', overlapped: 'overlapped', pipe: 'pipe', inherit: 'inherit' };

// spread writes the short form out; channel, if given, is one descriptor more.
function spread(stdio, channel) {
  if (whole[stdio] === undefined) throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  const list = stdio === 'inherit' ? [0, 1, 2] : [stdio, stdio, stdio];
  if (channel) list.push(channel);
  return list;
}

// lent is the descriptor below a stream, undefined if it has none.
function lent(stream) {
  if (stream instanceof Socket) return stream._handle === null ? undefined : { type: 'fd', fd: stream.lend() };
  const fd = stream?._handle?.fd;
  return typeof fd === 'number' && fd >= 0 ? { type: 'fd', fd } : undefined;
}

function entry(value, i, sync) {
  if (value === 'ignore') return { type: 'ignore' };
  if (value === 'pipe' || value === 'overlapped' || (typeof value === 'number' && value < 0)) {
    return { type: value === 'overlapped' ? value : 'pipe', readable: i === 0, writable: i !== 0 };
  }
  if (value === 'inherit') return { type: 'inherit', fd: i };
  if (value === 'ipc') {
    if (sync) throw new ERR_IPC_SYNC_FORK();
    return { type: 'pipe', ipc: true };
  }
  if (typeof value === 'number') return { type: 'fd', fd: value };
  if (typeof value.fd === 'number') return { type: 'fd', fd: value.fd };
  const found = lent(value);
  if (found !== undefined) return found;
  if (ArrayBuffer.isView(value) || typeof value === 'string') {
    if (!sync) throw new ERR_INVALID_SYNC_FORK_INPUT(inspect(value));
    return { type: 'pipe', readable: i === 0, writable: i !== 0, input: value };
  }
  throw new ERR_INVALID_ARG_VALUE('stdio', value);
}

// validStdio returns { stdio, ipcFd }: one entry for each descriptor, at least three, and which of them is the channel.
function validStdio(stdio, sync) {
  if (typeof stdio === 'string') stdio = spread(stdio);
  else if (!Array.isArray(stdio)) throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  while (stdio.length < 3) stdio.push(undefined);
  let ipcFd;
  const entries = Array.from(stdio, (value, i) => {
    const one = entry(value ?? (i < 3 ? 'pipe' : 'ignore'), i, sync);
    if (one.ipc) {
      if (ipcFd !== undefined) throw new ERR_IPC_ONE_PIPE();
      ipcFd = i;
    }
    return one;
  });
  return { stdio: entries, ipcFd };
}

// forNative says it as the natives want it. Where the output of the program is a cell's (captured), 1 and 2 cannot be
// inherited: they become pipes that are copied to the cell.
function forNative(entries, captured) {
  return entries.map((one, i) => {
    const fd = one.type === 'fd' || one.type === 'inherit';
    if (!fd) return { type: one.type === 'ignore' ? 'ignore' : 'pipe', input: one.input };
    if (!captured || one.fd > 2) return { type: 'fd', fd: one.fd };
    if (one.fd === 0) return { type: 'ignore' };
    return { type: 'pipe', copyTo: one.fd };
  });
}

module.exports = { forNative, spread, validStdio };
