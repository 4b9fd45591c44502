package realm

import (
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/culprit"
	"loopbook/kernel/realm/lower/syntax"
)

// rewordProgram returns V8's words for a failure of an instruction.
func (f *fault) rewordProgram() (string, bool) {
	switch culprit.KindOf(f.op.Name) {
	case culprit.Get, culprit.GetCallee, culprit.PatternGet, culprit.Ref:
		return f.readFailed()
	case culprit.Set:
		return f.writeFailed()
	case culprit.Delete:
		return f.deleteFailed()
	case culprit.Call:
		return f.callFailed()
	case culprit.New:
		return f.constructFailed()
	case culprit.Iterate, culprit.ArraySpread, culprit.Spread, culprit.Next:
		return f.iterationFailed()
	case culprit.Destructure:
		return f.destructuringFailed()
	case culprit.Load, culprit.Store:
		return f.variableFailed()
	case culprit.Operate:
		return f.operatorFailed()
	case culprit.Extends:
		return f.extendsFailed()
	case culprit.Private, culprit.SetPrivate, culprit.PrivateIn:
		return f.privateFailed()
	}
	return "", false
}

// operands returns the object and the key that a read, write or delete of a property works on.
func (f *fault) operands() (object, key goja.Value) {
	m := f.h.machine
	name := f.h.r.rt.ToValue(f.op.Text)
	switch strings.TrimSuffix(strings.TrimSuffix(f.op.Name, "P"), "Strict") {
	case "getProp", "getPropCallee", "getPropRecv", "getPropRecvCallee", "getPropRef", "getPropRefRecv", "deleteProp":
		return m.Operand(0), name
	case "getElemRecv":
		return m.Operand(0), m.Operand(1)
	case "getElem", "getElemCallee", "getElemRecvCallee", "getKey", "getElemRef", "deleteElem", "getElemRefRecv":
		return m.Operand(1), m.Operand(0)
	case "setElem":
		return m.Operand(2), m.Operand(1)
	case "setElemRecv":
		return m.Operand(1), m.Operand(2)
	}
	return m.Operand(1), name
}

// object is the object of operands, null where a prototype is missing: that is what super finds.
func (f *fault) object() (object, key goja.Value) {
	object, key = f.operands()
	if strings.Contains(f.op.Name, "Recv") && isNullish(object) {
		return goja.Null(), key
	}
	return object, key
}

// readFailed: the object is undefined or null.
func (f *fault) readFailed() (string, bool) {
	if !f.has("Cannot read property '", "Cannot convert undefined or null to object") {
		return f.writeFailed()
	}
	object, key := f.object()
	if !isNullish(object) {
		return "", false
	}
	if culprit.KindOf(f.op.Name) == culprit.Ref && !f.isLogicalAssignment() {
		return f.nullish("Cannot set properties of ", object, "setting", key), true
	}
	if key == goja.Value(goja.SymIterator) {
		return f.t.typed(object) + " is not iterable (cannot read property Symbol(Symbol.iterator))", true
	}
	return f.nullish("Cannot read properties of ", object, "reading", key), true
}

// nullish is the message of a failed read or write of a property of undefined or null.
func (f *fault) nullish(what string, object goja.Value, doing string, key goja.Value) string {
	text := what + f.t.describe(object)
	if key, ok := f.t.keyText(key); ok {
		text += " (" + doing + " '" + key + "')"
	}
	return text
}

// isLogicalAssignment tells whether the property is one of a ??=, ||= or &&=, which reads it first.
func (f *fault) isLogicalAssignment() bool {
	next := f.h.machine.OpAt(f.program, f.pc+1)
	return next.Name == "getValue"
}

// writeFailed: the object is undefined or null, or refuses the property.
func (f *fault) writeFailed() (string, bool) {
	object, key := f.object()
	switch {
	case f.has("Cannot convert undefined or null to object", "Value is not an object"):
		if isNullish(object) {
			return f.nullish("Cannot set properties of ", object, "setting", key), true
		}
	case f.has("Receiver is not an object"), f.isPrimitive(object) && f.has("Cannot "):
		return f.primitiveRefused(object, key)
	case f.has("Cannot assign to read only property"), f.has("length is not writable"), f.text == "":
		return f.readOnly(object, key), true
	case f.has("Cannot add property "):
		return "Cannot add property " + f.t.describe(key) + ", object is not extensible", true
	case f.has("'set' on proxy: trap returned falsish"):
		return "'set' on proxy: trap returned falsish for property '" + f.t.describe(key) + "'", true
	}
	return "", false
}

func (f *fault) isPrimitive(v goja.Value) bool {
	_, object := v.(*goja.Object)
	return !object && !isNullish(v)
}

// primitiveRefused: a write to a property of a primitive, in strict code.
func (f *fault) primitiveRefused(v, key goja.Value) (string, bool) {
	quoted := "'" + f.t.describe(key) + "'"
	if f.has("Cannot assign to read only property") {
		return "Cannot assign to read only property " + quoted + " of " + f.t.typeOf(v) + " '" + f.t.describe(v) + "'", true
	}
	return "Cannot create property " + quoted + " on " + f.t.typeOf(v) + " '" + f.t.describe(v) + "'", true
}

// readOnly: the property is not writable, or has a getter only.
func (f *fault) readOnly(object, key goja.Value) string {
	o, ok := object.(*goja.Object)
	if !ok {
		return f.text
	}
	for p := o; p != nil && !f.h.machine.IsProxy(p); p = p.Prototype() {
		d := f.t.own(p, key)
		if d == nil {
			continue
		}
		if get := d.Get("get"); get != nil {
			return "Cannot set property " + f.t.describe(key) + " of " + f.t.describe(o) + " which has only a getter"
		}
		break
	}
	return "Cannot assign to read only property '" + f.t.describe(key) + "' of " + f.t.typeOf(o) + " '" + f.t.describe(o) + "'"
}

// deleteFailed: the property cannot be deleted.
func (f *fault) deleteFailed() (string, bool) {
	if !f.has("Cannot delete property") {
		return "", false
	}
	object, key := f.operands()
	if f.isPrimitive(object) {
		return "Cannot delete property '" + f.t.describe(key) + "' of [object " + f.t.primitiveType(object) + "]", true
	}
	return "Cannot delete property '" + f.t.describe(key) + "' of " + f.t.describe(object), true
}

// callFailed: what is called is no function, or a class.
func (f *fault) callFailed() (string, bool) {
	callee := f.h.machine.Callee(f.op)
	switch {
	case f.has("Object has no member"):
		callee = goja.Undefined()
	case f.has("Class constructor cannot be invoked"):
		return f.classCalled(callee), true
	case f.has("Super constructor is not a constructor"):
		return f.superFailed()
	case !f.has("Value is not an object", "Not a function", "proxy target is not a function"):
		return "", false
	}
	step := f.step()
	if step.Node == nil || step.Hidden {
		return f.t.typed(callee) + " is not a function", true
	}
	if f.hasInnerSpread(step.Node) {
		return "Function.prototype.apply was called on " + f.t.describe(callee) + ", which is a " + f.t.typeOf(callee) + " and not a function", true
	}
	text := f.write(step.Node, true)
	if step.Subject {
		return text + " is not a function or its return value is not iterable", true
	}
	return text + " is not a function", true
}

// hasInnerSpread tells whether an argument that is not the last is spread: V8 then calls through apply.
func (f *fault) hasInnerSpread(n *syntax.Node) bool {
	if n.Kind != syntax.Call {
		return false
	}
	for _, a := range n.Kids[1:max(len(n.Kids)-1, 1)] {
		if a.Kind == syntax.Spread {
			return true
		}
	}
	return false
}

// write writes an expression, or what n calls, as V8 does: as the program's author wrote it.
func (f *fault) write(n *syntax.Node, callee bool) string {
	script, n := f.h.r.stacks.authored(f.program, n)
	if callee {
		return script.WriteCallee(n)
	}
	return script.Write(n)
}

// classCalled: a class needs new.
func (f *fault) classCalled(callee goja.Value) string {
	if o, ok := callee.(*goja.Object); ok {
		if name := f.h.r.stacks.functionName(o); name != "" {
			return "Class constructor " + name + " cannot be invoked without 'new'"
		}
	}
	return "Class constructors cannot be invoked without 'new'"
}

// constructFailed: what is constructed is no constructor, or its superclass is none.
func (f *fault) constructFailed() (string, bool) {
	switch {
	case f.has("Super constructor is not a constructor"):
		return f.superFailed()
	case f.has("Value is not an object") && f.isCallable(f.h.machine.Callee(f.op)) && f.builtin == nil:
		if o := f.h.machine.Callee(f.op).(*goja.Object); f.h.machine.IsProxy(o) {
			return "'construct' on proxy: trap returned non-object ('" + strings.TrimPrefix(f.text, "Value is not an object: ") + "')", true
		}
	case !f.has("Value is not a constructor", "Value is not an object"):
		return "", false
	case f.builtin != nil && !f.has("Value is not a constructor"):
		return "", false
	}
	step := f.step()
	if step.Node == nil || step.Hidden {
		return f.t.typed(f.h.machine.Callee(f.op)) + " is not a constructor", true
	}
	return f.write(step.Node, true) + " is not a constructor", true
}

// superFailed: the class that is constructed extends something that is no constructor.
func (f *fault) superFailed() (string, bool) {
	class := f.h.machine.ClassAtWork(f.op)
	if class == nil {
		return "", false
	}
	name := "anonymous class"
	if n := f.h.r.stacks.functionName(class); n != "" {
		name = n
	}
	parent := goja.Value(goja.Null())
	if p := class.Prototype(); p != nil && !f.t.isFunction(p) {
		parent = p
	}
	return "Super constructor " + f.t.describe(parent) + " of " + name + " is not a constructor", true
}

// destructuringFailed: an object pattern takes undefined or null.
func (f *fault) destructuringFailed() (string, bool) {
	if !f.has("Value is not object coercible", "Cannot convert undefined or null to object") {
		return "", false
	}
	value, step := f.h.machine.Operand(0), f.step()
	if step.Node == nil {
		return "Cannot destructure '" + f.t.typed(value) + "' as it is " + f.t.describe(value) + ".", true
	}
	key, named, plain := f.h.r.stacks.script(f.program).Key(step.Node)
	if plain || step.Origin == culprit.FromPattern {
		if named {
			return "Cannot read properties of " + f.t.describe(value) + " (reading '" + key + "')", true
		}
	}
	what := f.source(step, value)
	if !named {
		return "Cannot destructure '" + what + "' as it is " + f.t.describe(value) + ".", true
	}
	return "Cannot destructure property '" + key + "' of '" + what + "' as it is " + f.t.describe(value) + ".", true
}

// source writes what a pattern takes apart.
func (f *fault) source(step culprit.Step, value goja.Value) string {
	switch step.Origin {
	case culprit.FromValue, culprit.FromAssignment:
		return f.write(step.Value, false)
	case culprit.FromLoop:
		return ".for"
	case culprit.FromCatch:
		return ".catch"
	case culprit.FromDefault:
		return strings.Repeat(culprit.Intermediate, 3)
	}
	return f.t.typed(value)
}

// variableFailed: a variable is in its temporal dead zone.
func (f *fault) variableFailed() (string, bool) {
	if strings.HasPrefix(f.op.Name, "setGlobal") && f.has("Cannot assign to read only property") {
		return f.readOnly(f.h.r.rt.GlobalObject(), f.h.r.rt.ToValue(f.op.Text)), true
	}
	if f.has("Cannot assign to read only property") {
		return f.text + " of object '#<Object>'", true
	}
	if !f.has("Cannot access a variable before initialization") {
		return "", false
	}
	name := f.op.Text
	if n := f.step().Node; n != nil {
		_, n = f.h.r.stacks.authored(f.program, n)
		if n.Kind == syntax.Declarator || n.Kind == syntax.Assign {
			n = n.Kids[0]
		}
		if n.Kind == syntax.Identifier {
			name = n.Text
		}
	}
	if name == "" {
		return "", false
	}
	return "Cannot access '" + name + "' before initialization", true
}

// operatorFailed: the right side of instanceof and in.
func (f *fault) operatorFailed() (string, bool) {
	m := f.h.machine
	switch {
	case f.op.Name == "op_in" && f.has("Value is not an object"):
		return "Cannot use 'in' operator to search for '" + f.t.describe(m.Operand(1)) + "' in " + f.t.describe(m.Operand(0)), true
	case f.op.Name != "op_instanceof":
	case f.has("Value is not an object"):
		return "Right-hand side of 'instanceof' is not an object", true
	case f.has("Expecting a function in instanceof check"):
		return "Right-hand side of 'instanceof' is not callable", true
	case f.has("prototype is not an object"):
		right, _ := m.Operand(0).(*goja.Object)
		if right == nil {
			return "", false
		}
		return "Function has non-object prototype '" + f.t.describe(f.t.inherited(right, "prototype")) + "' in instanceof check", true
	}
	return "", false
}

// extendsFailed: the superclass is none.
func (f *fault) extendsFailed() (string, bool) {
	value := f.h.machine.Operand(0)
	switch {
	case f.has("Class extends value is not"):
		return "Class extends value " + f.t.describe(value) + " is not a constructor or null", true
	case f.has("Class extends value does not have"):
		if o, ok := value.(*goja.Object); ok {
			return f.text + " " + f.t.describe(f.t.inherited(o, "prototype")), true
		}
	}
	return "", false
}

// privateFailed: the object has no such private member.
func (f *fault) privateFailed() (string, bool) {
	kind := culprit.KindOf(f.op.Name)
	object := f.h.machine.Operand(0)
	if kind == culprit.SetPrivate {
		object = f.h.machine.Operand(1)
	}
	name := "#" + f.op.Text
	switch {
	case kind == culprit.PrivateIn:
		return "Cannot use 'in' operator to search for '" + name + "' in " + f.t.describe(object), true
	case isNullish(object) && kind == culprit.Private:
		return "Cannot read properties of " + f.t.describe(object) + " (reading '" + name + "')", true
	case isNullish(object):
		return "Cannot set properties of " + f.t.describe(object) + " (setting '" + name + "')", true
	case f.has("Cannot assign to read only property"):
		return "'" + name + "' was defined without a setter", true
	case f.has("Value is not an object", "Cannot read private", "Cannot write private", "Private member"):
		return f.foreignPrivate(kind, name), true
	}
	return "", false
}

// foreignPrivate: the object is no instance of the class.
func (f *fault) foreignPrivate(kind culprit.Kind, name string) string {
	if f.op.Method {
		class := "anonymous"
		if n := f.step().Node; n != nil {
			class = f.h.r.stacks.script(f.program).ClassWith(n, name)
		}
		if f.op.Static {
			return "Receiver must be class " + class
		}
		return "Receiver must be an instance of class " + class
	}
	if kind == culprit.SetPrivate {
		return "Cannot write private member " + name + " to an object whose class did not declare it"
	}
	return "Cannot read private member " + name + " from an object whose class did not declare it"
}
