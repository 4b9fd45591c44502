package inspect

import (
	"reflect"

	"github.com/dop251/goja"
)

// brand is what an object is inside, whatever its prototype says: the internal slots of the specification.
type brand int

const (
	ordinary brand = iota
	array
	typedArray
	arrayBuffer
	dataView
	mapBrand
	setBrand
	mapIterator
	setIterator
	weakMap
	weakSet
	promise
	date
	regExp
	nativeError
	arguments
	boxed
	function
	class
	asyncFunction
	generatorFunction
	proxy
)

// brands maps the names of goja's implementations of an object to what they implement. goja exports no such test,
// and asking from JavaScript (does Map.prototype.size throw?) costs an exception for each kind. The name of the
// implementing type is exact, needs no call and cannot be faked; TestEveryKindOfObjectIsTold fails when a new goja
// renames one.
var brands = map[string]brand{
	"arrayObject":               array,
	"sparseArrayObject":         array,
	"templatedArrayObject":      array,
	"dynamicArray":              array,
	"objectGoSlice":             array,
	"objectGoSliceReflect":      array,
	"objectGoArrayReflect":      array,
	"typedArrayObject":          typedArray,
	"arrayBufferObject":         arrayBuffer,
	"dataViewObject":            dataView,
	"mapObject":                 mapBrand,
	"setObject":                 setBrand,
	"mapIterObject":             mapIterator,
	"setIterObject":             setIterator,
	"weakMapObject":             weakMap,
	"weakSetObject":             weakSet,
	"Promise":                   promise,
	"dateObject":                date,
	"regexpObject":              regExp,
	"errorObject":               nativeError,
	"argumentsObject":           arguments,
	"primitiveValueObject":      boxed,
	"stringObject":              boxed,
	"funcObject":                function,
	"methodFuncObject":          function,
	"arrowFuncObject":           function,
	"nativeFuncObject":          function,
	"wrappedFuncObject":         function,
	"boundFuncObject":           function,
	"templatedFuncObject":       function,
	"classFuncObject":           class,
	"asyncFuncObject":           asyncFunction,
	"asyncMethodFuncObject":     asyncFunction,
	"asyncArrowFuncObject":      asyncFunction,
	"generatorFuncObject":       generatorFunction,
	"generatorMethodFuncObject": generatorFunction,
	"proxyObject":               proxy,
}

func (b brand) callable() bool {
	return b == function || b == class || b == asyncFunction || b == generatorFunction
}

// implementation returns the struct with which goja implements o.
func implementation(o *goja.Object) reflect.Value {
	return reflect.ValueOf(o).Elem().Field(0).Elem()
}

func (i *Inspector) brand(o *goja.Object) brand {
	t := implementation(o).Type()
	b, ok := i.brands[t]
	if !ok {
		b = brandOfType(t)
		i.brands[t] = b
	}
	if b == ordinary && o.ClassName() == "Arguments" { // of a strict function
		return arguments
	}
	return b
}

func brandOfType(t reflect.Type) brand {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return brands[t.Name()]
}

// callable reports whether typeof v is "function".
func (i *Inspector) callable(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	b := i.brand(o)
	if b != proxy {
		return b.callable()
	}
	_, ok = goja.AssertFunction(o)
	return ok
}

// isArray is Array.isArray.
func (i *Inspector) isArray(o *goja.Object) bool {
	for i.brand(o) == proxy {
		px, ok := o.Export().(goja.Proxy)
		if !ok || px.Target() == nil {
			panic(i.rt.NewTypeError("Cannot perform 'IsArray' on a proxy that has been revoked"))
		}
		o = px.Target()
	}
	return i.brand(o) == array
}

// brandSeen is the brand of an object as a walk sees it. A proxy met here is the target of another proxy: it has no
// slots of its own, but Array.isArray and typeof look through it.
func (i *Inspector) brandSeen(o *goja.Object) brand {
	b := i.brand(o)
	switch {
	case b != proxy:
		return b
	case i.isArray(o):
		return array
	case i.callable(o):
		return function
	}
	return ordinary
}
