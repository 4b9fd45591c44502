package realm

import "fmt"

// stalled returns the modules of a graph whose own top-level await holds up the others, in the order of evaluation (V8's
// Module::GetStalledTopLevelAwaitMessages).
func (m *modules) stalled(main *moduleRecord) (list []*moduleRecord) {
	seen := map[*moduleRecord]bool{}
	var visit func(module *moduleRecord)
	visit = func(module *moduleRecord) {
		if module == nil || seen[module] || module.status != moduleEvaluatingAsync {
			return
		}
		seen[module] = true
		for _, request := range module.requests {
			visit(request)
		}
		if module.async && module.pending == 0 {
			list = append(list, module)
		}
	}
	visit(main)
	return list
}

// stalledAt shows the await at which a module waits: file and line, the source line, a caret.
func (m *modules) stalledAt(module *moduleRecord) string {
	f, ok := m.r.errors.machine.Suspended(module.body)
	if !ok {
		return fmt.Sprintf("%s\n", module.url)
	}
	return m.r.placeArrow(f.Program, m.r.stacks.placeOf(&f))
}
