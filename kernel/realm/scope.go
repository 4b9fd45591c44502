package realm

import (
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/lower"
)

// cellScope is where the top-level names of cells live: as properties of the global object, so that every later cell
// sees them, and may declare them again. The lowered code reaches it through hidden globals (package lower):
//
//	__loopbook_init.x = 1     let x = 1, const x = 1, class x {…}: ends the dead zone and defines the global
//	__loopbook_const.x = 2    an assignment to a name that is const: throws
//
// A name is dead from the start of its cell to its declaration: an accessor that throws V8's ReferenceError. Loop
// goroutine only.
type cellScope struct {
	r              *Realm
	global         *goja.Object
	kinds          map[string]lower.Kind
	promise        *goja.Object
	promiseResolve goja.Callable
	promiseThen    goja.Callable
	getDescriptor  goja.Callable
}

func (r *Realm) installScope() error {
	s := &cellScope{r: r, global: r.rt.GlobalObject(), kinds: map[string]lower.Kind{}}
	r.scope = s
	proto := r.rt.Get("Promise").(*goja.Object).Get("prototype").(*goja.Object)
	s.promise = r.rt.Get("Promise").(*goja.Object)
	s.promiseResolve, _ = goja.AssertFunction(s.promise.Get("resolve"))
	s.promiseThen, _ = goja.AssertFunction(proto.Get("then"))
	s.getDescriptor, _ = goja.AssertFunction(r.rt.Get("Object").(*goja.Object).Get("getOwnPropertyDescriptor"))
	for name, object := range map[string]goja.DynamicObject{lower.InitName: initializer{s}, lower.ConstName: constants{s}} {
		if err := s.global.DefineDataProperty(name, r.rt.NewDynamicObject(object), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	wait := r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		if x := r.running; x != nil {
			x.waits = int(call.Argument(1).ToInteger())
		}
		return call.Argument(0)
	})
	return s.global.DefineDataProperty(lower.WaitName, wait, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

// declare makes the global for one declaration of a cell that is about to run.
func (s *cellScope) declare(d lower.Decl) {
	s.kinds[d.Name] = d.Kind
	switch d.Kind {
	case lower.Var:
		if s.global.Get(d.Name) == nil {
			_ = s.global.DefineDataProperty(d.Name, goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		} else {
			s.thaw(d.Name)
		}
	case lower.Function:
		s.thaw(d.Name)
	default:
		dead := s.r.rt.ToValue(func(goja.FunctionCall) goja.Value {
			panic(s.r.newError("ReferenceError", "Cannot access '"+d.Name+"' before initialization"))
		})
		_ = s.global.DefineAccessorProperty(d.Name, dead, dead, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}

// thaw makes a name that an earlier cell declared const, or left dead, an ordinary variable again.
func (s *cellScope) thaw(name string) {
	value := goja.Undefined()
	if ex := s.r.rt.Try(func() {
		if v := s.global.Get(name); v != nil {
			value = v
		}
	}); ex != nil {
		value = goja.Undefined()
	}
	_ = s.global.DefineDataProperty(name, value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

// initializer is the object behind lower.InitName.
type initializer struct{ *cellScope }

// Set ends the dead zone of key and gives it its value. A const is read-only from here on.
func (s initializer) Set(key string, v goja.Value) bool {
	writable := goja.FLAG_TRUE
	if s.kinds[key] == lower.Const {
		writable = goja.FLAG_FALSE
	}
	return s.global.DefineDataProperty(key, v, writable, goja.FLAG_TRUE, goja.FLAG_FALSE) == nil
}

func (s initializer) Get(key string) goja.Value { return s.global.Get(key) }
func (s initializer) Has(string) bool           { return true }
func (s initializer) Delete(string) bool        { return false }
func (s initializer) Keys() []string            { return nil }

// constants is the object behind lower.ConstName.
type constants struct{ *cellScope }

// Set throws if key is a const that has been initialized; a dead name throws by itself.
func (s constants) Set(key string, v goja.Value) bool {
	s.global.Get(key)
	if s.kinds[key] == lower.Const {
		panic(s.r.newError("TypeError", "Assignment to constant variable."))
	}
	return s.global.Set(key, v) == nil
}

func (s constants) Get(key string) goja.Value { return s.global.Get(key) }
func (s constants) Has(string) bool           { return true }
func (s constants) Delete(string) bool        { return false }
func (s constants) Keys() []string            { return nil }

// hidden reports whether a global is Loopbook's own machinery, which completion does not offer.
func hidden(name string) bool { return strings.HasPrefix(name, "__loopbook_") }
