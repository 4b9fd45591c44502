package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// HOW and WHY contents are settled before they are encoded.
//
// encoding/json writes a nil map or slice as null, and Go strings may hold bytes that are no UTF-8: the halves of
// surrogate pairs that JavaScript strings may contain arrive here as three bytes each (WTF-8). Both are fatal in a
// frontend: nbformat refuses "metadata": null and takes the whole notebook run down with it, and a client that cannot
// decode one message never reads that channel again. So a walk over the value, by type, before encoding:
//
//	nil map                        {}
//	nil slice                      []
//	nil or null RawMessage field   {}     (everywhere in this package such a field is an object)
//	nil pointer to struct, map …   an error: it says nothing about what should stand there
//	nil interface                  null   (a JSON value somebody chose: {"application/json": null})
//	string with a lone surrogate   one U+FFFD for each, as JavaScript's toWellFormed does
//
// The walk copies only what it changes, so the caller's value is never written to and the usual content, where all is
// well, costs no allocation. What it cannot see into (RawMessage, other Marshalers) is repaired as JSON afterwards.

// maxDepth bounds how deep a content may nest: Python's decoder, in most frontends, gives up at about 1000.
const maxDepth = 500

// Object encodes v, which must come out as a JSON object, just as [Session.New] encodes a content: no null for a nil
// map or slice, well-formed UTF-8. It is for the RawMessage fields of contents, such as [CommMsg].Data. A nil v is {}.
func Object(v any) (json.RawMessage, error) {
	raw, err := object(v)
	if err != nil {
		return nil, fmt.Errorf("wire: encoding %T: %w", v, err)
	}
	return raw, nil
}

func object(v any) (json.RawMessage, error) {
	if v == nil {
		return emptyObject(), nil
	}
	if err := checkBundles(v); err != nil {
		return nil, err
	}
	if raw, ok := v.(json.RawMessage); ok && isNull(raw) {
		return emptyObject(), nil
	}
	raw, err := marshal(v)
	if err != nil {
		return nil, err
	}
	if raw[0] != '{' {
		return nil, fmt.Errorf("%w: %.40s", errNotObject, raw)
	}
	return raw, nil
}

// marshal encodes v after settling it. HTML is not escaped: it would double the size of many outputs.
func marshal(v any) (json.RawMessage, error) {
	settled, _, err := settle(reflect.ValueOf(v), 0)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(settled.Interface()); err != nil {
		return nil, err
	}
	return wellFormedJSON(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

var (
	rawType       = reflect.TypeFor[json.RawMessage]()
	marshalerType = reflect.TypeFor[json.Marshaler]()
)

// settle returns v as it should be encoded, and whether that differs from v.
func settle(v reflect.Value, depth int) (reflect.Value, bool, error) {
	if depth > maxDepth {
		return v, false, fmt.Errorf("nested more than %d levels deep", maxDepth)
	}
	if !v.IsValid() || v.Type().Implements(marshalerType) {
		return v, false, nil
	}
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		fixed := WellFormed(s)
		if fixed == s {
			return v, false, nil
		}
		return reflect.ValueOf(fixed).Convert(v.Type()), true, nil
	case reflect.Interface, reflect.Pointer:
		return settleIndirect(v, depth)
	case reflect.Map:
		return settleMap(v, depth)
	case reflect.Slice, reflect.Array:
		return settleList(v, depth)
	case reflect.Struct:
		return settleStruct(v, depth)
	}
	return v, false, nil
}

func settleIndirect(v reflect.Value, depth int) (reflect.Value, bool, error) {
	if v.IsNil() {
		return v, false, nil
	}
	elem, changed, err := settle(v.Elem(), depth+1)
	if !changed || err != nil {
		return v, false, err
	}
	if v.Kind() == reflect.Interface {
		return elem, true, nil
	}
	p := reflect.New(v.Type().Elem())
	p.Elem().Set(elem)
	return p, true, nil
}

func settleMap(v reflect.Value, depth int) (reflect.Value, bool, error) {
	if v.IsNil() {
		return reflect.MakeMap(v.Type()), true, nil
	}
	var out reflect.Value
	for it := v.MapRange(); it.Next(); {
		key, newKey, err := settle(it.Key(), depth+1)
		if err != nil {
			return v, false, err
		}
		val, newVal, err := settle(it.Value(), depth+1)
		if err != nil {
			return v, false, fmt.Errorf("%v: %w", key, err)
		}
		if !newKey && !newVal {
			continue
		}
		if !out.IsValid() {
			out = cloneMap(v)
		}
		if newKey {
			out.SetMapIndex(it.Key(), reflect.Value{})
		}
		out.SetMapIndex(key, val)
	}
	if !out.IsValid() {
		return v, false, nil
	}
	return out, true, nil
}

func cloneMap(v reflect.Value) reflect.Value {
	out := reflect.MakeMapWithSize(v.Type(), v.Len())
	for it := v.MapRange(); it.Next(); {
		out.SetMapIndex(it.Key(), it.Value())
	}
	return out
}

func settleList(v reflect.Value, depth int) (reflect.Value, bool, error) {
	if v.Kind() == reflect.Slice && v.IsNil() {
		return reflect.MakeSlice(v.Type(), 0, 0), true, nil
	}
	if v.Type().Elem().Kind() == reflect.Uint8 {
		return v, false, nil
	}
	var out reflect.Value
	for i := range v.Len() {
		elem, changed, err := settle(v.Index(i), depth+1)
		if err != nil {
			return v, false, fmt.Errorf("[%d]: %w", i, err)
		}
		if !changed {
			continue
		}
		if !out.IsValid() {
			out = cloneList(v)
		}
		out.Index(i).Set(elem)
	}
	if !out.IsValid() {
		return v, false, nil
	}
	return out, true, nil
}

func cloneList(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	if v.Kind() == reflect.Slice {
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
	}
	reflect.Copy(out, v)
	return out
}

func settleStruct(v reflect.Value, depth int) (reflect.Value, bool, error) {
	var out reflect.Value
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() || omits(field, v.Field(i)) {
			continue
		}
		elem, changed, err := settleField(v.Field(i), depth+1)
		if err != nil {
			return v, false, fmt.Errorf("%s: %w", field.Name, err)
		}
		if !changed {
			continue
		}
		if !out.IsValid() {
			out = reflect.New(v.Type()).Elem()
			out.Set(v)
		}
		out.Field(i).Set(elem)
	}
	if !out.IsValid() {
		return v, false, nil
	}
	return out, true, nil
}

// settleField knows what a struct's field must be when it is nil; inside an interface null may be meant.
func settleField(v reflect.Value, depth int) (reflect.Value, bool, error) {
	if v.Type() == rawType {
		if isNull(v.Bytes()) {
			return reflect.ValueOf(emptyObject()), true, nil
		}
		return v, false, nil
	}
	if v.Kind() == reflect.Pointer && v.IsNil() {
		switch v.Type().Elem().Kind() {
		case reflect.Struct, reflect.Map, reflect.Slice, reflect.Array:
			return v, false, fmt.Errorf("a nil %v where an object or array belongs", v.Type())
		}
	}
	return settle(v, depth)
}

// omits reports whether encoding/json leaves the field out.
func omits(field reflect.StructField, v reflect.Value) bool {
	name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
	if name == "-" && options == "" {
		return true
	}
	if strings.Contains(options, "omitzero") && v.IsZero() {
		return true
	}
	if !strings.Contains(options, "omitempty") {
		return false
	}
	switch v.Kind() {
	case reflect.Map, reflect.Slice, reflect.Array, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

// emptyObject returns a {} of its own: shared bytes could be written to.
func emptyObject() json.RawMessage { return json.RawMessage("{}") }

// isNull reports whether raw is missing or the JSON value null.
func isNull(raw []byte) bool {
	raw = bytes.TrimSpace(raw)
	return len(raw) == 0 || string(raw) == "null"
}
