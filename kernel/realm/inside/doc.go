// Package inside looks into a running goja runtime: which functions are on the way, with which receiver and at which
// instruction, what the instruction works on, and what an error object remembers. goja keeps all of this private; an
// error that reads as V8's needs it.
//
// It changes nothing but what an error remembers (Remember), how a constructor makes objects (Hook), and how a generator
// is returned from (RepairGenerators). It knows nothing
// of messages, positions or files: a [Frame] names a program and a place in its code, no more.
//
//	m, err := inside.New(rt)        // err: this goja is laid out in another way than the one that inside knows
//	m.Frames(frames, 10, nil)       // the ten innermost frames
//	op := m.Op()                    // e.g. {Name: "getProp", Text: "x"}: a read of .x
//	m.Operand(0)                    // … of this value
//
// Everything is for the goroutine that owns the runtime.
package inside
