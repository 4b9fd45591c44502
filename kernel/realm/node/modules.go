package node

import (
	"embed"
	"slices"
	"strings"
)

//go:embed js
var sources embed.FS

// modules is the table of every module of this package, by id.
var modules = index(
	Module{ID: "events", bind: bindEvents},
	Module{ID: "path"},
	Module{ID: "path/posix"},
	Module{ID: "path/win32"},
	Module{ID: "util"},

	Module{ID: "internal/abort_controller"},
	Module{ID: "internal/clock", bind: bindClock},
	Module{ID: "internal/domexception"},
	Module{ID: "internal/errors"},
	Module{ID: "internal/event_target"},
	Module{ID: "internal/inspect", bind: bindInspect},
	Module{ID: "internal/shape"},
	Module{ID: "internal/uv", bind: bindUV},
	Module{ID: "internal/validators"},
)

func index(list ...Module) map[string]*Module {
	table := make(map[string]*Module, len(list))
	for _, m := range list {
		m.file = m.ID + ".js"
		table[m.ID] = &m
	}
	return table
}

func (m *Module) internal() bool { return strings.HasPrefix(m.ID, "internal/") }

func trimScheme(id string) string { return strings.TrimPrefix(id, "node:") }

// Builtins returns the ids that Lookup knows, sorted, without "node:".
func Builtins() []string {
	var ids []string
	for id, m := range modules {
		if !m.internal() {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
