package realm

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/dop251/goja"
)

// defineHidden gives o a native method that does not enumerate.
func (r *Realm) defineHidden(o *goja.Object, name string, fn func(goja.FunctionCall) goja.Value) error {
	f := r.rt.ToValue(fn).(*goja.Object)
	if err := f.DefineDataProperty("name", r.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	return o.DefineDataProperty(name, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// fromJSON makes the JavaScript value of what encoding/json read.
func (r *Realm) fromJSON(v any) goja.Value {
	switch v := v.(type) {
	case map[string]any:
		o := r.rt.NewObject()
		for key, value := range v {
			_ = o.Set(key, r.fromJSON(value))
		}
		return o
	case []any:
		items := make([]any, len(v))
		for i, value := range v {
			items[i] = r.fromJSON(value)
		}
		return r.rt.NewArray(items...)
	}
	return r.rt.ToValue(v)
}

// toJSON returns v as JSON.stringify sees it; undefined for what it leaves out.
func (r *Realm) toJSON(v goja.Value) (json.RawMessage, error) {
	stringify, _ := goja.AssertFunction(r.rt.Get("JSON").(*goja.Object).Get("stringify"))
	s, err := stringify(goja.Undefined(), v)
	if err != nil {
		return nil, err
	}
	if goja.IsUndefined(s) {
		return nil, errors.New("not a JSON value")
	}
	return json.RawMessage(s.String()), nil
}

// jsonObject returns v as a JSON object; undefined and null are the empty one.
func (r *Realm) jsonObject(v goja.Value) (map[string]any, error) {
	m := map[string]any{}
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return m, nil
	}
	raw, err := r.toJSON(v)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &m); err != nil || m == nil {
		return nil, fmt.Errorf("must be a plain object, not %s", r.plainText(v))
	}
	return m, nil
}

// byteSlices copies the ArrayBuffers and views in a JavaScript array; anything else in it is left out.
func (r *Realm) byteSlices(v goja.Value) [][]byte {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	var list [][]byte
	for i := range int(o.Get("length").ToInteger()) {
		if b, ok := bytesOf(o.Get(fmt.Sprint(i))); ok {
			list = append(list, b)
		}
	}
	return list
}

// bytesOf copies what an ArrayBuffer or a view of one holds.
func bytesOf(v goja.Value) ([]byte, bool) {
	switch b := v.Export().(type) {
	case goja.ArrayBuffer:
		return append([]byte(nil), b.Bytes()...), true
	case []byte:
		return append([]byte(nil), b...), true
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	buffer, ok := o.Get("buffer").Export().(goja.ArrayBuffer)
	if !ok {
		return nil, false
	}
	start, n := o.Get("byteOffset").ToInteger(), o.Get("byteLength").ToInteger()
	return append([]byte(nil), buffer.Bytes()[start:start+n]...), true
}

// then registers native reactions on a promise; what is no promise counts as fulfilled with itself, one job later.
func (r *Realm) then(v goja.Value, fulfilled, rejected func(goja.Value)) error {
	if _, ok := r.asPromise(v); !ok {
		fulfilled(v)
		return nil
	}
	method := r.scope.promiseThen
	handler := func(fn func(goja.Value)) goja.Value {
		return r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
			fn(call.Argument(0))
			return goja.Undefined()
		})
	}
	_, err := method(v, handler(fulfilled), handler(rejected))
	return err
}

// asPromise is v as a promise of goja's; ok is false for anything else. (Exporting any other object would call its getters.)
func (r *Realm) asPromise(v goja.Value) (p *goja.Promise, ok bool) {
	o, ok := v.(*goja.Object)
	if !ok || !r.errors.machine.IsPromise(o) {
		return nil, false
	}
	p, ok = o.Export().(*goja.Promise)
	return p, ok
}

// isHandle reports whether v only stands for something that goes on (a timer, a display): as the last expression of a
// cell it is not a result anyone wants to see, and a timer's numbers differ from run to run.
func (r *Realm) isHandle(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	if r.errors.machine.IsProxy(o) {
		return false
	}
	proto := o.Prototype()
	if proto == nil || proto == r.handleProto {
		return proto != nil
	}
	switch r.className(proto) {
	case "Timeout", "Immediate":
		return o.Get("_onTimeout") != nil || o.Get("_onImmediate") != nil
	}
	return false
}
