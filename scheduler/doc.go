// Package scheduler is Node's event loop without the JavaScript: phases, timer lists, immediates, the tick queue and
// the checkpoint order between them, the accounting of what keeps a cell alive, and the trace of what ran.
//
// It is not a JavaScript engine and imports none: callbacks are Go functions, promise jobs belong to the [Engine].
//
//	   ┌─> pending ─> poll ─> check ─> closing ─> timers ─┐
//	   └──────────────────────────────────────────────────┘
//	after every callback: all ticks, then all microtasks, again until both are empty, then rejections
package scheduler
