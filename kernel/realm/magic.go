package realm

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"loopbook/display"
	"loopbook/kernel/realm/lower"
	"loopbook/scheduler"
)

// A magic is what a line `%%name …` above the code of a cell can ask for, or `%name …` for the whole notebook.
type magic struct {
	name     string
	usage    string // what may follow the name
	help     string // one sentence
	words    []string
	cellOnly bool // there is no %name
	apply    func(*execution, lower.Magic) error
}

// magics is every magic, in the order in which they are explained. The names are those of package lower.
func magics() []magic {
	return []magic{
		{"timeline", "[on|off] [from=N] [to=N] [line=N] [queue=NAME,…] [data] [svg] [wall] [hints=on|off]",
			"Show under the cell what ran when, from which queue, and why then.", []string{"on", "off", "from=", "to=", "line=", "queue=", "data", "svg", "wall", "hints="}, false, (*execution).timelineMagic},
		{"promises", "[on|off] [all] [state=pending|fulfilled|rejected] [jobs] [data]",
			"Show under the cell every promise it made: state, value, what settled it, who handles it.", []string{"on", "off", "all", "state=", "jobs", "data"}, false, (*execution).promisesMagic},
		{"hints", "[on|off [RULE …]]",
			"Say what looks wrong in the run. On with %%timeline; off silences all, or the rules that follow.", append([]string{"on", "off"}, display.Rules()...), false, (*execution).hintsMagic},
		{"predict", "[--hide] LINE, LINE, …",
			"Compare the lines that are expected with those that are printed; --hide keeps the solution back. Without lines: show them shuffled, to be put in order.", []string{"--hide"}, true, (*execution).predictMagic},
		{"compare", "[cjs|esm|real|virtual|last|N] [cjs|esm|real|virtual|last|N]",
			"Show two runs side by side: the cell run in two ways, or this run and that of cell N, or the last one recorded.", []string{"cjs", "esm", "real", "virtual", "last"}, false, (*execution).compareMagic},
		{"virtual", "[on|off]", "Run in virtual time: an hour passes at once, and outputs are the same each time.", []string{"on", "off"}, false, (*execution).virtualMagic},
		{"esm", "", "Run the cell in an ES module's order: promise jobs before ticks.", nil, true, func(x *execution, _ lower.Magic) error { x.esm = true; return nil }},
		{"ts", "", "The cell is TypeScript.", nil, true, func(*execution, lower.Magic) error { return nil }}, // package lower has done it
		{"background", "", "End the cell with its body; what it started goes on.", nil, true, func(x *execution, _ lower.Magic) error { x.limit = 0; return nil }},
		{"drain", "DURATION", "How long the work of a cell may hold it after its body: 30s, 500ms.", nil, false, (*execution).drainMagic},
		{"seed", "N", "Make Math.random repeat itself.", nil, false, (*execution).seedMagic},
	}
}

// magicNamed returns nil for a name that no magic has.
func magicNamed(name string) *magic {
	all := magics()
	if i := slices.IndexFunc(all, func(m magic) bool { return m.name == name }); i >= 0 {
		return &all[i]
	}
	return nil
}

// about is the text that a frontend shows for a magic.
func (m *magic) about() string {
	text := "%%" + m.name
	if m.usage != "" {
		text += " " + m.usage
	}
	if !m.cellOnly {
		text += "\n%" + m.name + " in a cell of its own: for the rest of the notebook"
	}
	return text + "\n\n" + m.help
}

// pictures are what a cell shows of how it ran. The zero value is nothing.
type pictures struct {
	timeline, promises bool
	svg, wall          bool
	hints              *bool // nil: with the timeline
	silenced           []string
	timelineOf         display.TimelineOptions
	promisesOf         display.PromisesOptions
	expected           *expectation // %%predict
	comparison         *comparison  // %%compare
}

// copy returns pictures that may be changed without changing p.
func (p pictures) copy() pictures {
	p.silenced = slices.Clone(p.silenced)
	return p
}

// any reports whether a trace is needed.
func (p *pictures) any() bool {
	return p.timeline || p.promises || p.hints != nil && *p.hints || p.expected != nil || p.comparison != nil
}

// wantsHints reports whether hints are looked for.
func (p *pictures) wantsHints() bool {
	if p.hints != nil {
		return *p.hints
	}
	return p.timeline
}

// A magicOption is one word that may follow a magic: `name`, or `name=value` if value says what is to be written there.
type magicOption struct {
	name, value string
	takes       string // the value, in words
	set         func(value string) error
}

// readOptions reads what follows a magic.
func readOptions(m lower.Magic, known []magicOption) error {
	for word := range strings.FieldsSeq(m.Args) {
		name, value, valued := strings.Cut(word, "=")
		i := slices.IndexFunc(known, func(o magicOption) bool { return o.name == name && valued == (o.value != "") })
		if i < 0 {
			return fmt.Errorf("%s has no option %q. It has %s", sign(m), word, optionList(known))
		}
		if err := known[i].set(value); err != nil {
			return fmt.Errorf("%s: %s takes %s, not %q", sign(m), name, known[i].takes, value)
		}
	}
	return nil
}

func optionList(known []magicOption) string {
	names := make([]string, len(known))
	for i, o := range known {
		names[i] = o.name
		if o.value != "" {
			names[i] += "=" + o.value
		}
	}
	return strings.Join(names, ", ")
}

// flag is an option without a value.
func flag(name string, target *bool, value bool) magicOption {
	return magicOption{name, "", "", func(string) error { *target = value; return nil }}
}

// positive is an option that takes a whole number from 1.
func positive(name string, target *int) magicOption {
	return magicOption{name, "N", "a whole number from 1", func(text string) error {
		n, err := strconv.Atoi(text)
		if err == nil && n < 1 {
			err = strconv.ErrRange
		}
		*target = n
		return err
	}}
}

func (x *execution) timelineMagic(m lower.Magic) error {
	p := &x.pictures
	p.timeline, p.svg, p.wall, p.timelineOf = true, false, false, display.TimelineOptions{}
	o := &p.timelineOf
	err := readOptions(m, []magicOption{
		flag("on", &p.timeline, true), flag("off", &p.timeline, false),
		positive("from", &o.From), positive("to", &o.To), positive("line", &o.Line),
		{"queue", "NAME,…", "names of queues (" + strings.Join(queueNames(), ", ") + ")", func(list string) (err error) { o.Queues, err = readQueues(list); return err }},
		flag("data", &o.Data, true), flag("svg", &p.svg, true), flag("wall", &p.wall, true),
		{"hints", "on|off", "on or off", func(word string) error { return p.setHints(word) }},
	})
	x.remember(m)
	return err
}

func (x *execution) promisesMagic(m lower.Magic) error {
	p := &x.pictures
	p.promises, p.promisesOf = true, display.PromisesOptions{}
	o := &p.promisesOf
	err := readOptions(m, []magicOption{
		flag("on", &p.promises, true), flag("off", &p.promises, false), flag("all", &o.All, true),
		{"state", "pending|fulfilled|rejected", "pending, fulfilled or rejected", func(word string) (err error) { o.State, err = readState(word); return err }},
		flag("jobs", &o.Jobs, true), flag("data", &o.Data, true),
	})
	x.remember(m)
	return err
}

// hintsMagic reads "", "on", "off", and "off RULE …", which silences some.
func (x *execution) hintsMagic(m lower.Magic) error {
	p := &x.pictures
	word, rules, _ := strings.Cut(m.Args, " ")
	names := strings.FieldsFunc(rules, func(c rune) bool { return c == ' ' || c == '\t' || c == ',' })
	for _, name := range names {
		if !slices.Contains(display.Rules(), name) {
			return fmt.Errorf("%s knows no rule %q. Rules are %s", sign(m), name, strings.Join(display.Rules(), ", "))
		}
	}
	switch {
	case word == "" || word == "on" && len(names) == 0:
		word = "on"
		p.silenced = nil
	case word == "off" && len(names) > 0:
		p.silenced = append(p.silenced, names...)
		x.remember(m)
		return nil
	case word != "off":
		return fmt.Errorf("%s takes on, off, or off and rules (%s), not %q", sign(m), strings.Join(display.Rules(), ", "), m.Args)
	}
	defer x.remember(m)
	return p.setHints(word)
}

// setHints reads on or off.
func (p *pictures) setHints(word string) error {
	if word != "on" && word != "off" {
		return strconv.ErrSyntax
	}
	on := word == "on"
	p.hints = &on
	return nil
}

// remember makes a %name hold for the notebook. Such a cell has no code, so nothing is shown for it.
func (x *execution) remember(m lower.Magic) {
	if m.Notebook {
		x.r.settings.pictures = x.pictures.copy()
	}
}

func queueNames() []string {
	names := make([]string, scheduler.QueueCount)
	for q := range names {
		names[q] = scheduler.Queue(q).String()
	}
	return names
}

// readQueues reads names of queues with commas between them.
func readQueues(list string) (queues []scheduler.Queue, err error) {
	for name := range strings.SplitSeq(list, ",") {
		var q scheduler.Queue
		if err := q.UnmarshalText([]byte(name)); err != nil {
			return nil, err
		}
		queues = append(queues, q)
	}
	return queues, nil
}

// readState reads the name of a promise's state.
func readState(word string) (scheduler.State, error) {
	switch s := scheduler.State(word); s {
	case scheduler.Pending, scheduler.Fulfilled, scheduler.Rejected:
		return s, nil
	}
	return "", fmt.Errorf("%q is no state of a promise: pending, fulfilled, rejected", word)
}
