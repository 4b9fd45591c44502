package node

import (
	"slices"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// Environment is process.env: names and values in the order in which they were set. Several threads may have the same one.
// Any goroutine.
type Environment struct {
	mu     sync.Mutex
	names  []string
	values map[string]string
}

// NewEnvironment makes one of entries NAME=value.
func NewEnvironment(entries []string) *Environment {
	e := &Environment{values: map[string]string{}}
	for _, entry := range entries {
		if name, value, ok := strings.Cut(entry, "="); ok && name != "" {
			e.set(name, value)
		}
	}
	return e
}

func (e *Environment) set(name, value string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, ok := e.values[name]; !ok {
		e.names = append(e.names, name)
	}
	e.values[name] = value
}

func (e *Environment) get(name string) (value string, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	value, ok = e.values[name]
	return value, ok
}

func (e *Environment) remove(name string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, ok := e.values[name]; ok {
		delete(e.values, name)
		e.names = slices.DeleteFunc(e.names, func(other string) bool { return other == name })
	}
}

func (e *Environment) list() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.names)
}

// Object makes the object that a program sees: every value becomes a string when it is assigned.
func (e *Environment) Object(rt *goja.Runtime) *goja.Object {
	return rt.NewDynamicObject(&environmentObject{e, rt})
}

// environmentObject implements goja.DynamicObject.
type environmentObject struct {
	*Environment
	rt *goja.Runtime
}

// Get implements [goja.DynamicObject].
func (o *environmentObject) Get(key string) goja.Value {
	if value, ok := o.get(key); ok {
		return o.rt.ToValue(value)
	}
	return nil
}

// Set implements [goja.DynamicObject].
func (o *environmentObject) Set(key string, v goja.Value) bool {
	if _, symbol := v.(*goja.Symbol); symbol {
		panic(o.rt.NewTypeError("Cannot convert a Symbol value to a string"))
	}
	o.set(key, v.String())
	return true
}

// Has implements [goja.DynamicObject].
func (o *environmentObject) Has(key string) bool {
	_, ok := o.get(key)
	return ok
}

// Delete implements [goja.DynamicObject].
func (o *environmentObject) Delete(key string) bool {
	o.remove(key)
	return true
}

// Keys implements [goja.DynamicObject].
func (o *environmentObject) Keys() []string { return o.list() }
