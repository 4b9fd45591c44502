package node

import "github.com/dop251/goja"

// Internal returns the exports of one of this package's internal modules, for the realm that h belongs to.
func (h *Host) Internal(id string) (goja.Value, error) { return h.exports(id) }
