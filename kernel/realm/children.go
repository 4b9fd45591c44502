package realm

import (
	"os"
	"strconv"
	"sync/atomic"
)

// installChildren tells package node how child processes are to be treated here.
func (r *Realm) installChildren() error {
	flag, err := privateField[uint32](r.rt, "vm", "interrupted")
	if err != nil {
		return err
	}
	r.host.Captured = func() bool { return r.program == nil }
	r.host.Interrupted = func() bool { return atomic.LoadUint32(flag) != 0 }
	return nil
}

// joinParent tells the parent of a worker that it runs, or opens the channel of a program that was forked: process.send and
// 'message'. The variables that name the channel are no business of the program's own children.
func (r *Realm) joinParent() error {
	if r.cfg.thread != nil {
		r.cfg.thread.Online()
		return nil
	}
	r.host.DefaultSignals()
	env := r.process.object.Get("env").ToObject(r.rt)
	number, mode := propertyText(env, "NODE_CHANNEL_FD"), propertyText(env, "NODE_CHANNEL_SERIALIZATION_MODE")
	if number == "" {
		return nil
	}
	fd, err := strconv.Atoi(number)
	if err != nil {
		return nil // not a channel of Node's
	}
	for _, name := range []string{"NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE"} {
		_ = env.Delete(name)
		_ = os.Unsetenv(name)
	}
	return r.host.OpenChannel(fd, mode)
}
