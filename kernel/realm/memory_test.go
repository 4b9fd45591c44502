package realm_test

import (
	"runtime"
	"testing"

	"loopbook/kernel/realm"
)

// TestACellLeavesLittleBehind: of a cell that binds no name its source and its places stay, for the stacks of what it
// started, and no more.
func TestACellLeavesLittleBehind(t *testing.T) {
	const cells, each = 500, 3 << 10
	n := newNotebook(t)
	run := func(source string) {
		done := make(chan realm.Outcome, 1)
		n.count++
		n.r.Execute(&realm.Cell{Source: source, Count: n.count, Output: discard{}, Done: func(o realm.Outcome) { done <- o }})
		if o := <-done; o.Err != nil {
			t.Fatal(o.Err)
		}
	}
	for _, source := range []string{"'a cell'", "console.log('a line')", "await null", "setTimeout(() => {}, 0)", "setImmediate(() => {}); Promise.reject(1).catch(() => {})"} {
		run(source) // what is made at first use
		before := liveHeap()
		for range cells {
			run(source)
		}
		if grown := int64(liveHeap()) - int64(before); grown > cells*each {
			t.Errorf("%s: each of %d cells leaves %d bytes", source, cells, grown/cells)
		}
	}
}

func liveHeap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
