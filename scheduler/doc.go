// Package scheduler is Node's event loop without the JavaScript: phases, timer lists, immediates, the tick queue and
// the checkpoint order between them, the accounting of what keeps a cell alive, and a clock that is real or virtual.
//
// It is not a JavaScript engine and imports none: callbacks are Go functions, promise jobs belong to the [Engine].
// Nor does it do I/O: other goroutines do, and hand in what came of it with [Loop.Pending], [Handle.Post] and [Loop.Post].
//
//	   ┌─> poll ─> check ─> closing ─> timers ─┐
//	   └───────────────────────────────────────┘
//	after every callback: all ticks, then all microtasks, again until both are empty, then rejections
//
// The order is that of Node 24, to the letter; testdata/order holds programs with what Node prints, and rule ids such as
// T6 in comments name the programs that show the rule. loop.go and timers.go begin with how it works and why.
package scheduler
