package realm

import (
	"fmt"
	"time"

	"loopbook/kernel/realm/lower"
)

// settings are what %name in a cell of its own sets for the rest of the notebook.
type settings struct {
	virtual bool
	drain   time.Duration // 0: the default
}

// applyMagics does what the magics of a cell ask for. The error is an uncaught exception of the cell.
func (r *Realm) applyMagics(x *execution) error {
	if r.settings.drain > 0 {
		x.limit = r.settings.drain
	}
	for _, m := range x.lowered.Magics {
		if err := r.applyMagic(x, m); err != nil {
			return thrown{r.newError("SyntaxError", err.Error())}
		}
	}
	return nil
}

// applyMagic does what one magic asks for.
func (r *Realm) applyMagic(x *execution, m lower.Magic) error {
	switch m.Name {
	case "background":
		x.limit = 0
	case "drain":
		d, err := time.ParseDuration(m.Args)
		if err != nil || d < 0 {
			return fmt.Errorf("%%%%drain takes a duration such as 30s or 500ms, not %q", m.Args)
		}
		x.limit = d
	}
	return nil
}
