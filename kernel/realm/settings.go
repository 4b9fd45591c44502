package realm

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"loopbook/kernel/realm/lower"
)

// settings are what %name in a cell of its own sets for the rest of the notebook.
type settings struct {
	virtual  bool
	drain    time.Duration // 0: the default
	pictures pictures
}

// applyMagics does what the magics of a cell ask for. The error is an uncaught exception of the cell.
func (r *Realm) applyMagics(x *execution) error {
	if r.settings.drain > 0 {
		x.limit = r.settings.drain
	}
	x.virtual = r.settings.virtual
	x.pictures = r.settings.pictures.copy()
	for _, m := range x.lowered.Magics {
		if err := r.applyMagic(x, m); err != nil {
			return thrown{r.newError("SyntaxError", err.Error())}
		}
	}
	r.loop.SetVirtual(x.virtual)
	return nil
}

// applyMagic does what one magic asks for: for the cell, or for the notebook if it stood alone in a cell with one %.
func (r *Realm) applyMagic(x *execution, m lower.Magic) error {
	k := magicNamed(m.Name)
	if k == nil {
		panic("realm: no magic is called " + m.Name) // package lower has refused it
	}
	if m.Notebook && k.cellOnly {
		return fmt.Errorf("%%%s is for one cell: write %%%%%s above its code", m.Name, m.Name)
	}
	return k.apply(x, m)
}

func (x *execution) drainMagic(m lower.Magic) error {
	d, err := time.ParseDuration(m.Args)
	if err != nil || d < 0 {
		return fmt.Errorf("%%%%drain takes a duration such as 30s or 500ms, not %q", m.Args)
	}
	x.limit = d
	if m.Notebook {
		x.r.settings.drain = d
	}
	return nil
}

func (x *execution) virtualMagic(m lower.Magic) error {
	on, err := onOff(m)
	if err != nil {
		return err
	}
	x.virtual = on
	if m.Notebook {
		x.r.settings.virtual = on
	}
	return nil
}

func (x *execution) seedMagic(m lower.Magic) error {
	n, err := strconv.ParseUint(m.Args, 10, 64)
	if err != nil {
		return fmt.Errorf("%%seed takes a whole number, not %q", m.Args)
	}
	x.r.rt.SetRandSource(rand.New(rand.NewPCG(n, n)).Float64)
	return nil
}

// onOff reads the argument of a switch; none means on.
func onOff(m lower.Magic) (bool, error) {
	switch m.Args {
	case "", "on":
		return true, nil
	case "off":
		return false, nil
	}
	return false, fmt.Errorf("%s takes on or off, not %q", sign(m), m.Args)
}

// sign is the name of a magic as the cell wrote it.
func sign(m lower.Magic) string {
	if m.Notebook {
		return "%" + m.Name
	}
	return "%%" + m.Name
}
