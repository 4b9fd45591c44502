package kernel

import (
	"context"
	"encoding/json"

	"loopbook/display"
	"loopbook/kernel/realm"
)

// engine is what the kernel uses of a [realm.Realm]; the tests' second implementation is scripted. All methods but
// Run are called from any goroutine.
type engine interface {
	runner
	analyst
	// Comm delivers a comm message; false: nobody listens, and c.Done is not called.
	Comm(kind, id, target string, data json.RawMessage, buffers [][]byte, c *realm.Cell) (known bool)
}

// runner runs cells.
type runner interface {
	Run(ctx context.Context) error
	Execute(c *realm.Cell)
	Interrupt()
	SetWaiting(waiting bool)
	Close()
}

// analyst answers questions about code without running it. Positions are UTF-16 units.
type analyst interface {
	Complete(code string, cursor int) realm.Completion
	Inspect(code string, cursor, detail int) (display.Bundle, bool)
	IsComplete(code string) (status, indent string)
}

// newRealm makes the engine that the kernel has outside of tests.
func newRealm(cfg realm.Config) (engine, error) {
	r, err := realm.New(cfg)
	if err != nil {
		return nil, err
	}
	return r, nil
}
