package realm

import (
	"fmt"
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// WHY the engine's registers are put back after an interrupt
//
// An interrupt (also process.exit and a stack overflow) leaves goja as a Go panic. goja unwinds its own stacks on the
// way, but not those of a generator or async function that was running: its frames stay, and the next thing that
// returns finds them instead of its own. A runtime that is thrown away after an interrupt never notices; a notebook
// lives on. All work of the loop starts from one place, inside Realm.enter, so the registers as they were there are
// the right ones whenever the loop has control.

// vmRegisters are the fields of goja's vm that running code changes. stack is not among them: it only grows, and what
// lies below sp is not touched by the code above.
var vmRegisters = []string{"prg", "pc", "sp", "sb", "args", "stash", "privEnv", "callStack", "iterStack", "refStack",
	"tryStack", "newTarget", "result", "curAsyncRunner"}

// vmState is what the registers held at one moment.
type vmState struct {
	fields, saved []reflect.Value
}

// newVMState finds the registers; save and restore then cost no search.
func newVMState(rt *goja.Runtime) (*vmState, error) {
	vm := reflect.ValueOf(rt).Elem().FieldByName("vm")
	if !vm.IsValid() || vm.Kind() != reflect.Pointer {
		return nil, fmt.Errorf("realm: this goja has no vm: it was upgraded past what vmstate.go knows")
	}
	s := &vmState{}
	for _, name := range vmRegisters {
		f := vm.Elem().FieldByName(name)
		if !f.IsValid() {
			return nil, fmt.Errorf("realm: goja's vm has no %s: it was upgraded past what vmstate.go knows", name)
		}
		s.fields = append(s.fields, reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem())
	}
	return s, nil
}

// save notes the registers as they are.
func (s *vmState) save() {
	s.saved = make([]reflect.Value, len(s.fields))
	for i, f := range s.fields {
		s.saved[i] = reflect.New(f.Type()).Elem()
		s.saved[i].Set(f)
	}
}

// restore puts them back.
func (s *vmState) restore() {
	for i, f := range s.fields {
		f.Set(s.saved[i])
	}
}
