package es

import "github.com/dop251/goja"

// installArray adds Array.fromAsync, whose body is js/array.js, and gives Array.prototype[Symbol.unscopables] the names
// of ES2025.
func (l *language) installArray() error {
	array := l.object(l.global, "Array")
	body := func() *goja.Object {
		return l.library("array", map[string]any{"Array": array, "iterator": goja.SymIterator,
			"asyncIterator": l.Symbol("asyncIterator"), "AsyncFromSyncIterator": l.asyncFromSync()})
	}
	l.method(array, "fromAsync", 1, l.shell(body, "fromAsync"))
	list := l.rt.CreateObject(nil)
	for _, name := range unscopables {
		must(list.Set(name, true))
	}
	return l.object(array, "prototype").DefineDataPropertySymbol(goja.SymUnscopables, list, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// unscopables are the methods that a with statement does not bring into scope (ECMA-262 section 23.1.3.41).
var unscopables = []string{"at", "copyWithin", "entries", "fill", "find", "findIndex", "findLast", "findLastIndex", "flat",
	"flatMap", "includes", "keys", "toReversed", "toSorted", "toSpliced", "values"}

// asyncFromSync is the class of %AsyncFromSyncIterator%.
func (l *language) asyncFromSync() goja.Value {
	return l.library("asyncfromsync", nil).Get("AsyncFromSyncIterator")
}
