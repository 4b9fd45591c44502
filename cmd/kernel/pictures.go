package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"loopbook/display"
	"loopbook/kernel/realm"
)

// pictures are what `loopbook --timeline script.js` and its like show of a run, after it.
type pictures struct {
	timeline, promises, hints bool
	files                     []string // --trace-out
	run                       *realm.Recorded
}

// traceKinds are the forms a trace can be written in, by the ending of the file.
func traceKinds() map[string]func(*realm.Recorded) []byte {
	text := func(s string) []byte { return []byte(s) }
	return map[string]func(*realm.Recorded) []byte{
		".json":    func(r *realm.Recorded) []byte { return display.ChromeTrace(r.Trace) },
		".pftrace": func(r *realm.Recorded) []byte { return display.PerfettoTrace(r.Trace) },
		".mmd":     func(r *realm.Recorded) []byte { return text(display.Mermaid(r.Trace)) },
		".svg": func(r *realm.Recorded) []byte {
			return text(form(display.TimelineSVG(r.Trace, display.TimelineOptions{}), display.MIMESVG))
		},
		".md": func(r *realm.Recorded) []byte { return text(form(r.Timeline(), display.MIMEMarkdown)) },
		".html": func(r *realm.Recorded) []byte {
			return text("<!doctype html>\n<meta charset=\"utf-8\">\n<title>Order of execution</title>\n" + form(r.Timeline(), display.MIMEHTML))
		},
	}
}

func form(b display.Bundle, mime string) string {
	s, _ := b.Data[mime].(string)
	return s
}

// file notes a file that the trace is to be written into.
func (p *pictures) file(name string) error {
	if traceKinds()[filepath.Ext(name)] == nil {
		endings := make([]string, 0, 6)
		for ending := range traceKinds() {
			endings = append(endings, ending)
		}
		slices.Sort(endings)
		return fmt.Errorf("--trace-out takes a file that ends in one of %s, not %q", strings.Join(endings, ", "), name)
	}
	p.files = append(p.files, name)
	return nil
}

// record has p recorded if anything is to be shown of it.
func (p *pictures) record(program *realm.Program) {
	if p.timeline || p.promises || p.hints || len(p.files) > 0 {
		p.run = program.Record()
	}
}

// show prints the pictures and writes the files. A program that never began has none.
func (p *pictures) show(stdout io.Writer) error {
	r := p.run
	if r == nil {
		return nil
	}
	if r.Trace == nil {
		if len(p.files) > 0 {
			return errors.New("--trace-out: the program did not begin, so there is nothing to write")
		}
		return nil
	}
	if p.timeline {
		fmt.Fprint(stdout, "\n"+r.Timeline().Plain())
	}
	if p.promises {
		fmt.Fprint(stdout, "\n"+display.Promises(r.Trace, display.PromisesOptions{}).Plain())
	}
	if hints := r.Hints(); p.hints || p.timeline && len(hints) > 0 {
		fmt.Fprint(stdout, "\n"+display.Hints(hints).Plain())
	}
	var errs []error
	for _, name := range p.files {
		if err := os.WriteFile(name, traceKinds()[filepath.Ext(name)](r), 0o644); err != nil {
			errs = append(errs, fmt.Errorf("--trace-out: %w", err))
		}
	}
	return errors.Join(errs...)
}
