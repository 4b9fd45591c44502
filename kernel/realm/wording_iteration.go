package realm

import (
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/culprit"
	"loopbook/kernel/realm/lower/syntax"
)

const noIterator = " is not iterable (cannot read property Symbol(Symbol.iterator))"

// isNotIterable tells whether goja says that a value is not iterable.
func (f *fault) isNotIterable() bool {
	return f.has("object is not iterable", "Cannot convert undefined or null to object") || strings.HasSuffix(f.text, " is not a method")
}

// iterationFailed: a loop, a pattern or a spread has nothing to iterate.
func (f *fault) iterationFailed() (string, bool) {
	m := f.h.machine
	kind := culprit.KindOf(f.op.Name)
	if kind == culprit.Next || !f.isNotIterable() {
		return f.iteratorFailed()
	}
	value := m.Operand(0)
	if kind == culprit.Spread {
		value = m.Popped()
	}
	if f.op.Name == "iterateP" && value == nil {
		value = m.Popped()
	}
	if generator, ok := value.(*goja.Object); ok && m.IsGenerator(generator) {
		return f.delegateFailed(generator)
	}
	step := f.step()
	if step.Node == nil {
		return f.t.typed(value) + noIterator, true
	}
	if kind == culprit.Spread {
		return f.spreadFailed(step, value), true
	}
	return f.notIterable(step, value), true
}

// notIterable is what V8 says of a value that a loop, pattern or array literal takes.
func (f *fault) notIterable(step culprit.Step, value goja.Value) string {
	switch step.Origin {
	case culprit.FromLoop:
		if step.Node.Kind == syntax.ArrayPattern {
			return ".for is not iterable"
		}
	case culprit.FromCatch, culprit.FromParameter, culprit.FromDefault, culprit.FromAssignment:
		return f.t.typed(value) + noIterator
	case culprit.FromPattern:
		return f.nestedNotIterable(step, value)
	}
	n := step.Value
	if n == nil || step.Hidden {
		return f.t.typed(value) + noIterator
	}
	if step.Node.Kind == syntax.ArrayPattern && !standsAtStart(n) {
		return f.t.typed(value) + noIterator // V8 looks for it where it begins, and finds none there
	}
	if n.Kind == syntax.Call || n.Kind == syntax.New {
		return f.write(n, true) + " is not a function or its return value is not iterable"
	}
	return f.write(n, false) + " is not iterable"
}

// nestedNotIterable: the value is a part of what a pattern takes apart.
func (f *fault) nestedNotIterable(step culprit.Step, value goja.Value) string {
	if outer := step.Outer; outer != nil && outer.Value != nil && isNullish(value) {
		return "Cannot destructure property 'Symbol(Symbol.iterator)' of '" + f.write(outer.Value, false) + "' as it is " + f.t.describe(value) + "."
	}
	return f.t.typed(value) + noIterator
}

// standsAtStart tells whether the place V8 gives the expression n is where it begins.
func standsAtStart(n *syntax.Node) bool {
	switch n.Kind {
	case syntax.Dot, syntax.Index, syntax.Call, syntax.Binary, syntax.Assign, syntax.Conditional, syntax.Sequence, syntax.TaggedTemplate:
		return false
	case syntax.Update:
		return n.Has(syntax.PrefixFlag)
	}
	return true
}

// spreadFailed: an argument that is spread is not iterable.
func (f *fault) spreadFailed(step culprit.Step, value goja.Value) string {
	last := step.Node.Kids[len(step.Node.Kids)-1]
	program, at := f.program, step.Value.Start
	f.h.thrown = func() string { return f.h.r.placeArrow(program, f.h.r.stacks.placeAt(program, at)) }
	switch {
	case last.Kind != syntax.Spread || last.Kids[0] != step.Value:
		return f.t.typed(value) + noIterator
	case isNullish(value):
		return f.write(step.Value, false) + " is not iterable (cannot read property " + f.t.describe(value) + ")"
	}
	return "Spread syntax requires ...iterable[Symbol.iterator] to be a function"
}

// iteratorFailed: what the iterator does is wrong.
func (f *fault) iteratorFailed() (string, bool) {
	value, isObject := strings.CutPrefix(f.text, "Value is not an object: ")
	switch {
	case f.has("iterator.next is missing"):
		return "undefined is not a function", true
	case isObject && f.isFirstStep():
		return "Result of the Symbol.iterator method is not an object", true
	case isObject:
		return "Iterator result " + value + " is not an object", true
	}
	return "", false
}

// isFirstStep tells whether the iteration has not begun: the iterator is asked for.
func (f *fault) isFirstStep() bool {
	switch culprit.KindOf(f.op.Name) {
	case culprit.Iterate:
		return true
	}
	return false
}
