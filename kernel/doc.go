// Package kernel is what a Jupyter kernel does between its sockets and its language: take requests in order, say busy
// and idle, execute, complete, keep history and comms, publish output, interrupt, shut down.
//
// It is not a transport (kernel/zmq is one; anything with the three methods of [Conn] will do), not the bytes of
// messages (kernel/wire) and not JavaScript (kernel/realm): it would serve another language without a change.
//
//	shell reader ──> queue ──> shell goroutine ──> realm (loop goroutine) ─┐
//	stdin reader ──> the cell that waits for input ────────────────────────┤
//	control reader = control goroutine ──> interrupt, shutdown, info       ├──> outbox ──> iopub, shell, stdin
//	                                       (never waits for the loop)  ────┘   (one writer: one order)
//
// Where to start reading: dispatch.go (the table of all requests), execute.go, then publish.go, the only file that
// writes iopub.
//
// Invariants: every request gets exactly one busy and one idle · output carries the parent of the cell that caused it,
// however late · what a cell printed is out before its reply, its reply before its idle · a message from outside can
// be refused but cannot end the kernel.
package kernel
