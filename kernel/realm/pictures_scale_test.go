package realm_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"loopbook/display"
	"loopbook/kernel/realm"
)

// floodOf is a cell of so many callbacks: promise jobs by the thousand, between immediates.
func floodOf(events int) string {
	return fmt.Sprintf(`%%%%drain 10m
%%%%timeline
%%%%promises
let left = %d;
function job() { if (left-- %% 1000 === 0) setImmediate(job); else if (left > 0) queueMicrotask(job); }
job();`, events)
}

func checkFlood(t testing.TB, o *cellOutput, events string) {
	t.Helper()
	if len(o.shown) != 2 || o.outcome.Err != nil {
		t.Fatalf("%d pictures: %s", len(o.shown), o.text.String())
	}
	b := o.shown[0]
	html, _ := b.Data[display.MIMEHTML].(string)
	md, _ := b.Data[display.MIMEMarkdown].(string)
	if len(html) > 200_000 || len(md) > 20_000 || len(b.Plain()) > 8_000 {
		t.Errorf("%d bytes of html, %d of markdown, %d of text", len(html), len(md), len(b.Plain()))
	}
	for _, want := range []string{events + " callbacks", "were counted but not kept", "timeline({from"} {
		if !strings.Contains(html, want) || !strings.Contains(b.Plain(), want) {
			t.Errorf("does not say %q:\n%s", want, b.Plain())
		}
	}
}

// R10
func TestACellOfManyEventsEndsAndSaysWhatIsNotShown(t *testing.T) {
	checkFlood(t, newPage(t).run(1, floodOf(30_000)), "30,000")
}

// A cell of a million callbacks, recorded and drawn.
func BenchmarkAMillionEvents(b *testing.B) {
	r, err := realm.New(realm.Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	defer func() { r.Close(); cancel(); <-done }()
	for b.Loop() {
		o := &cellOutput{done: make(chan struct{})}
		r.Execute(&realm.Cell{Source: floodOf(1_000_000), Count: 1, Output: o, Done: func(out realm.Outcome) { o.outcome = out; close(o.done) }})
		<-o.done
		checkFlood(b, o, "1,000,000")
	}
}
