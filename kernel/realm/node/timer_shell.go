package node

import (
	"fmt"
	"reflect"
	"slices"
	"unsafe"

	"github.com/dop251/goja"
)

// HOW and WHY a timer is a shell until somebody looks inside
//
// Node's Timeout has eight properties and five symbols, its Immediate five and four. goja's objects are maps: to fill one
// costs as much as ten callbacks, and next to no program ever reads one of these properties. So what setTimeout returns
// is at first a shell: a dynamic object of goja that has a prototype and nothing else. Whoever runs, clears or unrefs the
// timer finds the Go struct behind it. The first time that a program reads, writes or lists what is inside, the object is
// filled (open), and becomes an ordinary one under the program's very hands:
//
//	before    *goja.Object ── self ──> dynamic object ──> *timeout      keys: served by asking, one by one
//	                                                         ^
//	after     *goja.Object ── self ──> plain object ─────────┘          keys, symbols, everything: the program's own
//
// From then on the object is the truth for what a program may assign: _onTimeout, _timerArgs, _idleTimeout, _repeat.
//
// That an object may become another is not in goja's interface, so it is done where goja keeps the two, found by name and
// type once for each realm; an upgrade that moves them fails the first test that opens a timer, with a sentence that
// says so. goja itself does not ask a dynamic object about its symbols: those that a program sets arrive at a proxy that
// the prototype inherits from (door). What does not arrive anywhere, and fails or finds nothing on a shell, is only what
// neither reads nor writes: to freeze it, to define a property on it that is hidden, to list its symbols.

// lazy is an object that is a shell until it is looked into. Its methods are those of a [goja.DynamicObject] and open.
type lazy interface {
	goja.DynamicObject
	// open fills the object, if it is a shell, and returns it.
	open() *goja.Object
}

// shell is what the kinds of lazy share.
type shell struct {
	object *goja.Object
	opened bool
}

// shape is one class of lazy objects.
type shape struct {
	host      *Host
	prototype *goja.Object
	kind      reflect.Type // of the Go structs
	keys      []string     // the properties of an opened one
}

// of returns what v is the shell of, nil if it is opened or none of this class.
func (s *shape) of(v goja.Value) any {
	if o, ok := v.(*goja.Object); ok && o.ExportType() == s.kind {
		return o.Export()
	}
	return nil
}

// wrap makes the shell of l.
func (s *shape) wrap(l lazy) *goja.Object {
	o := s.host.Runtime.NewDynamicObject(l)
	if err := o.SetPrototype(s.prototype); err != nil {
		panic(err)
	}
	return o
}

// The five questions that goja asks a shell, and the opened object when it is still about the same business.

func (s *shape) get(l lazy, key string) goja.Value {
	if !s.has(key) {
		return nil
	}
	return l.open().Get(key)
}

func (s *shape) has(key string) bool { return slices.Contains(s.keys, key) }

func set(l lazy, key string, v goja.Value) bool { return l.open().Set(key, v) == nil }

func remove(l lazy, key string) bool { return l.open().Delete(key) == nil }

func list(l lazy) []string { return l.open().GetOwnPropertyNames() }

// mould is where goja keeps what an object is.
type mould struct {
	self  uintptr // of goja.Object: the interface that does the work
	owner uintptr // of a plain object: the goja.Object that it works for
}

// newMould finds the places in an example.
func newMould(rt *goja.Runtime) (*mould, error) {
	moved := func(what string) error {
		return fmt.Errorf("node: goja's objects have no %s: goja was upgraded past what timer_shell.go knows", what)
	}
	self, ok := reflect.TypeFor[goja.Object]().FieldByName("self")
	if !ok || self.Type.Kind() != reflect.Interface {
		return nil, moved("self")
	}
	plain := reflect.ValueOf(rt.NewObject()).Elem().FieldByIndex(self.Index).Elem().Type()
	if plain.Kind() != reflect.Pointer || plain.Elem().Kind() != reflect.Struct {
		return nil, moved("plain struct")
	}
	owner, ok := plain.Elem().FieldByName("val")
	if !ok || owner.Type != reflect.TypeFor[*goja.Object]() {
		return nil, moved("owner")
	}
	return &mould{self: self.Offset, owner: owner.Offset}, nil
}

// become makes o the plain object that full is. full must not be used any more, nor be known to anyone.
func (m *mould) become(o, full *goja.Object) {
	type words [2]unsafe.Pointer // an interface: its table, its value
	self := (*words)(unsafe.Add(unsafe.Pointer(full), m.self))
	*(**goja.Object)(unsafe.Add(self[1], m.owner)) = o
	*(*words)(unsafe.Add(unsafe.Pointer(o), m.self)) = *self
}
