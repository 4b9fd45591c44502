package kernel

import (
	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

// Engine is the language as tests may replace it.
type Engine = engine

// NewWithEngine makes a kernel for another language.
func NewWithEngine(conn Conn, s *wire.Session, cfg Config, makeEngine func(realm.Config) (Engine, error)) *Kernel {
	k := New(conn, s, cfg)
	k.newEngine = makeEngine
	return k
}

// MaxQueued and MaxOutbox are the limits in bytes.
const (
	MaxQueued = maxQueued
	MaxOutbox = maxOutbox
)
