package es

import (
	"fmt"
	"reflect"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// HOW a global costs nothing until it is used
//
// goja makes its own globals when they are first touched, from a template: a table of functions that make the property
// for a name. The global object gets a copy of that table with our names in it. To a program they are ordinary data
// properties from the start, with the right attributes; an accessor that replaces itself would show.
//
// The template and the property type are private to goja, so they are reached by the names of their fields, all in this
// file and inside.go; a goja that renames them fails Install with a sentence that says so.

// globalTable is the template of the global object, ours alone.
type globalTable struct {
	l        *language
	object   reflect.Value // the templatedObject
	props    reflect.Value // map[unistring.String]templatePropFactory
	names    reflect.Value // []unistring.String of the template
	property reflect.Type  // valueProperty
}

// newGlobalTable gives the global object a template of its own.
func (l *language) newGlobalTable() (*globalTable, error) {
	t := &globalTable{l: l, object: implementation(l.global)}
	slot, err := field(t.object, "tmpl")
	if err != nil {
		return nil, err
	}
	own := reflect.New(slot.Type().Elem())
	own.Elem().Set(slot.Elem())
	if t.props, err = field(own.Elem(), "props"); err != nil {
		return nil, err
	}
	if t.names, err = field(own.Elem(), "propNames"); err != nil {
		return nil, err
	}
	copied := reflect.MakeMapWithSize(t.props.Type(), t.props.Len()+32)
	for it := t.props.MapRange(); it.Next(); {
		copied.SetMapIndex(it.Key(), it.Value())
	}
	t.props.Set(copied)
	slot.Set(own)
	length, err := field(implementation(l.function("", 0, nothing)), "lenProp")
	if err != nil {
		return nil, err
	}
	t.property = length.Type()
	return t, nil
}

func nothing(goja.FunctionCall) goja.Value { return goja.Undefined() }

// add defines a new global whose value is made at first use.
func (t *globalTable) add(name string, make func() goja.Value) error {
	t.set(name, func(*goja.Runtime) goja.Value { return t.data(make()) })
	key := reflect.ValueOf(unistring.String(name))
	t.names.Set(reflect.Append(t.names.Slice3(0, t.names.Len(), t.names.Len()), key))
	own, err := field(t.object, "propNames")
	if err == nil && own.Len() > 0 {
		own.Set(reflect.Append(own.Slice3(0, own.Len(), own.Len()), key))
	}
	return err
}

// extend has fn called with one of goja's own globals when that is first touched, or now if it already was.
func (t *globalTable) extend(name string, fn func(o *goja.Object)) error {
	values, err := field(t.object, "values")
	if err != nil {
		return err
	}
	key := reflect.ValueOf(unistring.String(name))
	if v := values.MapIndex(key); v.IsValid() {
		fn(t.l.object(t.l.global, name))
		return nil
	}
	factory := t.props.MapIndex(key)
	if !factory.IsValid() {
		return fmt.Errorf("this goja has no global %s", name)
	}
	t.set(name, func(rt *goja.Runtime) goja.Value {
		made := factory.Call([]reflect.Value{reflect.ValueOf(rt)})[0]
		v, _ := field(made.Elem().Elem(), "value")
		fn(v.Interface().(*goja.Object))
		return made.Interface().(goja.Value)
	})
	return nil
}

func (t *globalTable) set(name string, factory func(*goja.Runtime) goja.Value) {
	f := reflect.ValueOf(factory).Convert(t.props.Type().Elem())
	t.props.SetMapIndex(reflect.ValueOf(unistring.String(name)), f)
}

// data makes a property that can be written and configured and does not enumerate.
func (t *globalTable) data(v goja.Value) goja.Value {
	p := reflect.New(t.property)
	for name, value := range map[string]any{"value": v, "writable": true, "configurable": true} {
		f, err := field(p.Elem(), name)
		if err != nil {
			panic("es: " + err.Error())
		}
		f.Set(reflect.ValueOf(value))
	}
	return p.Interface().(goja.Value)
}
