package notebooks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// A Batch executes notebooks as `loopbook run` does: with progress, and with the results put where they are wanted.
type Batch struct {
	Jobs        int       // notebooks at a time; 0 is one
	AllowErrors bool      // a cell that fails does not fail its notebook
	Check       bool      // outputs that differ from those stored in the file fail the notebook
	Update      bool      // outputs that differ are written to the file, and nothing else is
	Rules       Sanitizer // for Check and Update
	JUnit       string    // a file for a report that CI systems read; "" none
	InPlace     bool      // write every notebook that did not fail back to its file
	Output      string    // a folder for the executed notebooks, also those that failed; "" none
	HTML        string    // a folder for pages; "" none
	Version     string    // Loopbook's own

	Stdout, Stderr io.Writer // progress; what went wrong
	Terminal       bool      // Stdout is a terminal: colours, and a bar when there are several notebooks
}

// ErrFailed is returned by [Batch.Run] when a notebook failed; Stderr has been told all about it.
var ErrFailed = errors.New("a notebook failed")

// job is one notebook of a batch.
type job struct {
	path, name string
	nb         *Notebook
	stored     []stored        // what each code cell had in the file
	took       []time.Duration // by each code cell that has ended
	different  Differences     // for Update
	err        error
}

// Run executes the notebooks at paths, each in a kernel of its own. All of them are read first, so that a name that is
// wrong costs no time. It returns nil, [ErrFailed], the cause of ctx's end, or that something could not be written.
func (b *Batch) Run(ctx context.Context, paths []string) error {
	jobs, err := b.read(paths)
	if err != nil {
		return err
	}
	began := time.Now()
	progress := newProgress(b, jobs)
	b.execute(ctx, jobs, progress)
	progress.end()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	failed := 0
	for _, j := range jobs {
		if j.err != nil {
			failed++
			fmt.Fprintf(b.Stderr, "%s: %s\n", j.path, explain(j.err))
		}
	}
	if err := errors.Join(b.write(jobs), b.report(jobs)); err != nil {
		return err
	}
	fmt.Fprintln(b.Stdout, summary(jobs, failed, time.Since(began)))
	if failed > 0 {
		return ErrFailed
	}
	return nil
}

// read reads all notebooks, and tells of every one that cannot be executed.
func (b *Batch) read(paths []string) ([]*job, error) {
	jobs := make([]*job, len(paths))
	names := map[string]string{}
	bad := false
	for i, path := range paths {
		nb, err := Read(path)
		if err == nil {
			_, err = nb.language()
			if err != nil {
				err = fmt.Errorf("cannot execute the notebook %s: %w", path, err)
			}
		}
		name := filepath.Base(path)
		if other, taken := names[name]; taken && err == nil && (b.Output != "" || b.HTML != "") {
			err = fmt.Errorf("%s and %s would be written to the same file", other, path)
		}
		names[name] = path
		if err != nil {
			fmt.Fprintln(b.Stderr, err)
			bad = true
			continue
		}
		jobs[i] = &job{path: path, name: name, nb: nb}
		jobs[i].remember(b.Rules)
	}
	if bad {
		return nil, ErrFailed
	}
	return jobs, nil
}

func (b *Batch) execute(ctx context.Context, jobs []*job, p *progress) {
	waiting := make(chan *job, len(jobs))
	for _, j := range jobs {
		waiting <- j
	}
	close(waiting)
	var workers sync.WaitGroup
	for range max(1, min(b.Jobs, len(jobs))) {
		workers.Go(func() {
			for j := range waiting {
				b.executeOne(ctx, j, p)
			}
		})
	}
	workers.Wait()
}

func (b *Batch) executeOne(ctx context.Context, j *job, p *progress) {
	if ctx.Err() != nil {
		return
	}
	report := func(r Report) {
		if r.Ended {
			j.took = append(j.took, r.Took)
		}
		p.cell(j, r)
	}
	j.err = Run(ctx, j.nb, Options{AllowErrors: b.AllowErrors, Version: b.Version, Report: report})
	if j.err == nil && (b.Check || b.Update) {
		j.check(b.Update, b.Rules)
	}
	p.notebook(j)
}

// check fails the notebook when it gave other output than is stored, or gets ready for an update.
func (j *job) check(update bool, rules Sanitizer) {
	d := j.compare(rules)
	switch {
	case update:
		j.different = d
		j.keep(d)
	case len(d) > 0:
		j.err = d
	}
}

// report writes the file for CI systems.
func (b *Batch) report(jobs []*job) error {
	if b.JUnit == "" {
		return nil
	}
	data, err := junit(jobs)
	if err != nil {
		return err
	}
	if err := writeFile(b.JUnit, data); err != nil {
		return fmt.Errorf("cannot write the report %s: %w", b.JUnit, err)
	}
	return nil
}

// write puts the executed notebooks and the pages where they are wanted.
func (b *Batch) write(jobs []*job) error {
	if b.Output != "" {
		if err := os.MkdirAll(b.Output, 0o755); err != nil {
			return fmt.Errorf("cannot write notebooks to %s: %w", b.Output, reason(err))
		}
	}
	var pages []Page
	for _, j := range jobs {
		pages = append(pages, Page{j.nb, j.err != nil})
		if b.Output != "" {
			if err := j.nb.Write(filepath.Join(b.Output, j.name)); err != nil {
				return err
			}
		}
		if !b.InPlace && len(j.different) == 0 {
			continue
		}
		if j.err != nil {
			fmt.Fprintf(b.Stderr, "%s: the file is left as it was\n", j.path)
			continue
		}
		if err := j.nb.Write(j.path); err != nil {
			return err
		}
		if n := len(j.different); n > 0 {
			fmt.Fprintf(b.Stdout, "%s: %s written\n", j.path, count(n, "changed cell"))
		}
	}
	if b.HTML == "" {
		return nil
	}
	return WritePages(b.HTML, pages)
}

// explain is an error as Stderr gets it: of a failed cell with its traceback.
func explain(err error) string {
	var f *Failure
	if !errors.As(err, &f) || len(f.Traceback) == 0 {
		return err.Error()
	}
	return fmt.Sprintf("cell %d failed\n%s", f.Cell, strings.Join(f.Traceback, "\n"))
}

func summary(jobs []*job, failed int, took time.Duration) string {
	cells := 0
	for _, j := range jobs {
		cells += len(j.nb.code())
	}
	s := fmt.Sprintf("%s, %s, %s", count(len(jobs), "notebook"), count(cells, "code cell"), seconds(took))
	if failed > 0 {
		s += fmt.Sprintf("; %d failed", failed)
	}
	return s
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func seconds(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
