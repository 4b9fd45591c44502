package display

import (
	"cmp"
	"fmt"
	"strings"

	"loopbook/scheduler"
)

// Mermaid is the graph of the promises of a trace in Mermaid's language, which GitHub and others draw from a fenced
// block: an arrow from each promise to those made of it, a dotted one to those that wait for it. Internal promises are
// left out, and so are more than 100.
func Mermaid(t *scheduler.Trace) string {
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	shown := map[int]bool{}
	var list []*scheduler.Promise
	for i := range t.Promises {
		if p := &t.Promises[i]; !p.Internal && len(list) < 100 {
			shown[p.ID] = true
			list = append(list, p)
		}
	}
	for _, p := range list {
		fmt.Fprintf(&b, "  %s[%q]:::%s\n", promiseName(p.ID), mermaidText(p), states[p.State].word)
	}
	for _, p := range list {
		for _, parent := range p.Parents {
			if shown[parent] {
				fmt.Fprintf(&b, "  %s --> %s\n", promiseName(parent), promiseName(p.ID))
			}
		}
		if w := p.Waits.Promise; shown[w] && len(p.Parents) == 0 {
			fmt.Fprintf(&b, "  %s -.-> %s\n", promiseName(w), promiseName(p.ID))
		}
	}
	for _, s := range []scheduler.State{scheduler.Fulfilled, scheduler.Rejected, scheduler.Pending} {
		fmt.Fprintf(&b, "  classDef %s fill:%s,color:%s,stroke:none\n", states[s].word, states[s].fill, states[s].text)
	}
	return b.String()
}

// mermaidText is what stands in a node. Mermaid reads #name; and #number; as characters; anything that could end the
// string or be markup is written so.
func mermaidText(p *scheduler.Promise) string {
	var lines []string
	for _, s := range []string{promiseName(p.ID) + " " + p.Name, cmp.Or(p.Kind, p.Made.What) + " " + placeName(p.Made.Place), states[p.State].word + ": " + p.Value} {
		s = strings.TrimRight(line(s, 40), ": ")
		var b strings.Builder
		for _, r := range s {
			if r > '~' || strings.ContainsRune("\"#<>&`;\\", r) {
				fmt.Fprintf(&b, "#%d;", r)
			} else {
				b.WriteRune(r)
			}
		}
		lines = append(lines, b.String())
	}
	return strings.Join(lines, "<br>")
}
