package realm_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"loopbook/scheduler"
)

// notInPrograms are the reasons that no program alone can show; the notebooks below do.
var notInPrograms = map[scheduler.Code][]string{
	scheduler.FromEarlierCell: {
		"%%background\nsetTimeout(() => console.log('late'), 60)",
		"%%timeline\nawait new Promise((resolve) => setTimeout(resolve, 300))",
	},
}

// R11, R12: cells show every queue and every reason of the closed sets, and say of every order how sure it is. That Node
// has the same order is held by the traces of these programs (TestProgramsAreRecordedAsNodeRunsThem).
func TestCellsShowEveryQueueAndEveryReason(t *testing.T) {
	queues, codes := map[scheduler.Queue]bool{}, map[scheduler.Code]bool{}
	look := func(name string, p *page) {
		o := p.run(1000, "display.bundle({ 'text/plain': JSON.stringify(trace()) })")
		if len(o.shown) == 0 {
			t.Fatalf("%s was not recorded: %s", name, o.text.String())
		}
		var tr scheduler.Trace
		if err := json.Unmarshal([]byte(o.shown[0].Plain()), &tr); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, e := range tr.Events {
			queues[e.Queue], codes[e.Why.Code], codes[e.Also.Code] = true, true, true
			if !slices.Contains(scheduler.Codes(), e.Why.Code) || e.Sure != scheduler.Rule && e.Sure != scheduler.Race {
				t.Errorf("%s #%d: why %q, sure %q", name, e.N, e.Why.Code, e.Sure)
			}
		}
	}
	for _, file := range nodeProgramFiles(t) {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		magics := "%%timeline\n%%virtual\n"
		if strings.HasSuffix(file, ".mjs") {
			magics += "%%esm\n"
		}
		p := newPage(t)
		p.run(1, magics+string(source))
		look(file, p)
	}
	for code, cells := range notInPrograms {
		p := newPage(t)
		for i, source := range cells {
			p.run(i+1, source)
		}
		look(string(code), p)
	}
	for q := range scheduler.Queue(scheduler.QueueCount) {
		if !queues[q] {
			t.Errorf("no cell shows the queue %s", q)
		}
	}
	for _, c := range scheduler.Codes() {
		if !codes[c] && c != scheduler.ExitLast { // a notebook has no end that it could be told of
			t.Errorf("no cell shows the reason %s", c)
		}
	}
}
