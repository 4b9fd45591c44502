package realm_test

import (
	"strings"
	"testing"
	"time"

	"loopbook/kernel/realm"
	"loopbook/kernel/realm/lower"
)

func matches(c realm.Completion) string {
	var words []string
	for _, m := range c.Matches {
		words = append(words, m.Text)
	}
	return strings.Join(words, " ")
}

func TestMagicsComplete(t *testing.T) {
	n := newNotebook(t)
	for _, c := range []struct{ code, want string }{
		{"%%ti", "timeline"},
		{"  //%%p", "promises predict"},
		{"%%", strings.Join(lower.Magics[:], " ")},
		{"%e", ""},
		{"%", "timeline promises hints compare virtual drain seed"},
		{"%%virtual\n%%h", "hints"},
		{"%%timeline fr", "from="},
		{"%%timeline data sv", "svg"},
		{"%%hints off floating-promise, ser", "serial-awaits"},
		{"%%promises state=rej", ""},
		{"1 + 1\n%%vi", ""},
		{"x = 5 %vir", ""},
	} {
		got := n.r.Complete(c.code, len(c.code))
		if c.code == "%%" {
			if len(got.Matches) != len(lower.Magics) {
				t.Errorf("%q: %q", c.code, matches(got))
			}
			continue
		}
		if matches(got) != c.want {
			t.Errorf("%q: %q, want %q", c.code, matches(got), c.want)
		}
		for _, m := range got.Matches {
			if replaced := c.code[:got.Start] + m.Text; got.End != len(c.code) || !strings.HasPrefix(replaced, c.code[:got.Start]) {
				t.Errorf("%q: %d to %d", c.code, got.Start, got.End)
			}
		}
	}
}

func TestMagicsExplainThemselves(t *testing.T) {
	n := newNotebook(t)
	for _, name := range lower.Magics {
		code := "%%" + name
		b, ok := n.r.Inspect(code, len(code)-1, 0)
		if !ok || !strings.HasPrefix(b.Plain(), code) || len(b.Plain()) < len(code)+20 {
			t.Errorf("%s: %q", code, b.Plain())
		}
	}
}

// What the table of package lower lets through, the realm can do.
func TestEveryMagicIsThere(t *testing.T) {
	for _, name := range lower.Magics {
		n := newNotebook(t)
		args := map[string]string{"drain": " 1s", "seed": " 1", "compare": " cjs esm"}[name]
		o := n.run("%%" + name + args + "\n1 + 1")
		if e := o.outcome.Err; e != nil || o.outcome.Result == nil || o.outcome.Result.Plain() != "2" {
			t.Errorf("%s: %v", name, o.text())
		}
	}
}

func TestASilentCellShowsNoPicture(t *testing.T) {
	n := newNotebook(t)
	o := &record{done: make(chan struct{})}
	n.r.Execute(&realm.Cell{Source: "%%timeline\n1", Count: 1, Silent: true, Output: o, Done: func(out realm.Outcome) { o.outcome = out; close(o.done) }})
	if n.wait(o); len(o.shown) > 0 {
		t.Errorf("shown: %q", o.shown)
	}
}

// An interrupt is not taken for slow code of a value, and slow code of a value not for an interrupt.
func TestStopReachesTheCodeByWhichAValueShowsItself(t *testing.T) {
	n := newNotebook(t)
	o := n.start("({ [Symbol.for('nodejs.util.inspect.custom')]() { for (;;); } })")
	time.Sleep(100 * time.Millisecond)
	n.r.Interrupt()
	if n.wait(o); o.outcome.Err == nil || o.outcome.Err.Name != "KeyboardInterrupt" {
		t.Errorf("got %s", o.text())
	}
	if got := n.run("40 + 2").text(); got != "Out: 42\n" {
		t.Errorf("then: %s", got)
	}
}

func TestDisplayOfAValueWhoseOwnCodeNeverEndsThrows(t *testing.T) {
	t.Parallel()
	n := newNotebook(t)
	got := n.run("try { display({ [Symbol.for('Jupyter.display')]() { for (;;); } }) } catch (e) { console.log(e.message) } 'after'").text()
	if want := "showing this value took longer than 2 s\nOut: 'after'\n"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestAValueWhoseOwnCodeNeverEndsIsShownWithoutIt(t *testing.T) {
	t.Parallel()
	n := newNotebook(t)
	got := n.run("({ a: 1, [Symbol.for('nodejs.util.inspect.custom')]() { for (;;); } })").text()
	if !strings.HasPrefix(got, "Out: {\n  a: 1,") || !strings.Contains(got, "failed: showing this value took longer than 2 s") {
		t.Errorf("got %s", got)
	}
	if got := n.run("40 + 2").text(); got != "Out: 42\n" {
		t.Errorf("then: %s", got)
	}
}
