package es

import (
	"encoding/binary"
	"math"
	"math/big"
	"sync/atomic"
	"unsafe"

	"github.com/dop251/goja"
)

// element is one element of an integer typed array, as Atomics works on it.
type element struct {
	at     unsafe.Pointer
	size   int // in bytes
	signed bool
	big    bool
	shared *Memory // nil if the array is not on shared memory
	offset int     // of the element in the buffer, in bytes
}

// integerArrays are the arrays that Atomics takes.
var integerArrays = map[string]element{
	"Int8Array": {size: 1, signed: true}, "Uint8Array": {size: 1}, "Int16Array": {size: 2, signed: true}, "Uint16Array": {size: 2},
	"Int32Array": {size: 4, signed: true}, "Uint32Array": {size: 4},
	"BigInt64Array": {size: 8, signed: true, big: true}, "BigUint64Array": {size: 8, big: true},
}

// installAtomics defines the global Atomics (ECMA-262 section 25.4).
func (l *language) installAtomics() error {
	return l.globals.add("Atomics", func() goja.Value { return l.atomics() })
}

func (l *language) atomics() *goja.Object {
	o := l.rt.NewObject()
	l.method(o, "load", 2, func(fc goja.FunctionCall) goja.Value {
		e := l.element(fc, "Atomics.load")
		return l.elementValue(e, e.load())
	})
	l.method(o, "store", 3, l.atomicStore)
	for name, combine := range combinations {
		l.method(o, name, 3, func(fc goja.FunctionCall) goja.Value {
			e, operand := l.elementAndOperand(fc, "Atomics."+name, 2)
			return l.elementValue(e, e.update(func(old uint64) uint64 { return combine(old, operand) }))
		})
	}
	l.method(o, "compareExchange", 4, func(fc goja.FunctionCall) goja.Value {
		e, expected := l.elementAndOperand(fc, "Atomics.compareExchange", 2)
		replacement := l.operand(e, fc.Argument(3))
		expected = e.narrow(expected)
		return l.elementValue(e, e.update(func(old uint64) uint64 {
			if old == expected {
				return replacement
			}
			return old
		}))
	})
	l.method(o, "isLockFree", 1, func(fc goja.FunctionCall) goja.Value {
		n := l.integer(fc.Argument(0))
		return l.rt.ToValue(n == 1 || n == 2 || n == 4 || n == 8)
	})
	l.method(o, "pause", 0, func(fc goja.FunctionCall) goja.Value {
		if v := fc.Argument(0); !goja.IsUndefined(v) && (typeOf(v) != "number" || v.ToFloat() != math.Trunc(v.ToFloat())) {
			l.throw("TypeError", "Atomics.pause argument must be undefined or an integer")
		}
		return goja.Undefined()
	})
	l.method(o, "wait", 4, l.atomicWait)
	l.method(o, "waitAsync", 4, l.atomicWaitAsync)
	l.method(o, "notify", 3, l.atomicNotify)
	l.tag(o, "Atomics")
	return o
}

// combinations are the operations that read, combine and write.
var combinations = map[string]func(old, operand uint64) uint64{
	"add":      func(a, b uint64) uint64 { return a + b },
	"and":      func(a, b uint64) uint64 { return a & b },
	"exchange": func(_, b uint64) uint64 { return b },
	"or":       func(a, b uint64) uint64 { return a | b },
	"sub":      func(a, b uint64) uint64 { return a - b },
	"xor":      func(a, b uint64) uint64 { return a ^ b },
}

// integerArray validates the first argument; the element it returns has no address yet.
func (l *language) integerArray(v goja.Value, complaint string, ok func(name string) bool) (*goja.Object, element) {
	o, isObject := v.(*goja.Object)
	if isObject && kindOf(o) == "typedArrayObject" {
		name := l.arrayName(o)
		if e, known := integerArrays[name]; known && ok(name) {
			return o, e
		}
		l.throw("TypeError", "[object %s] %s", name, complaint)
	}
	l.throw("TypeError", "%s %s", l.text(v), complaint)
	return nil, element{}
}

// arrayName is the name of a typed array's kind.
func (l *language) arrayName(o *goja.Object) string {
	c := *pointer[*goja.Object](o, "defaultCtor")
	return c.Get("name").String()
}

const notInteger = "is not an integer typed array."

func anyInteger(string) bool { return true }

// element validates the first two arguments of an operation.
func (l *language) element(fc goja.FunctionCall, method string) element {
	o, e := l.integerArray(fc.Argument(0), notInteger, anyInteger)
	l.locate(&e, o, fc.Argument(1), method)
	return e
}

// locate finds the element with the given index.
func (l *language) locate(e *element, o *goja.Object, index goja.Value, method string) {
	h := l.viewed(o)
	l.attached(h, method)
	i := l.index(index, "Invalid atomic access index")
	if i >= *pointer[int](o, "length") {
		l.throw("RangeError", "Invalid atomic access index")
	}
	e.offset = (*pointer[int](o, "offset") + i) * e.size
	if h.state != nil {
		e.shared = h.state.memory
	}
	e.at = unsafe.Pointer(&h.bytes()[e.offset])
}

// elementAndOperand is element with the conversion of an operand, which may run code and detach the buffer.
func (l *language) elementAndOperand(fc goja.FunctionCall, method string, argument int) (element, uint64) {
	e := l.element(fc, method)
	operand := l.operand(e, fc.Argument(argument))
	l.attached(l.viewed(fc.Argument(0).(*goja.Object)), method)
	return e, operand
}

// operand converts a value to the bits of an element.
func (l *language) operand(e element, v goja.Value) uint64 {
	if e.big {
		return l.bigBits(v)
	}
	return uint64(int64FromFloat(l.integer(v)))
}

// integer is ToIntegerOrInfinity.
func (l *language) integer(v goja.Value) float64 {
	n := l.number(v)
	if n != n {
		return 0
	}
	return math.Trunc(n) + 0 // no negative zero
}

// int64FromFloat is an integer modulo 2^64.
func int64FromFloat(n float64) int64 {
	if math.IsInf(n, 0) {
		return 0
	}
	if math.Abs(n) < 1<<63 {
		return int64(n)
	}
	i, _ := new(big.Float).SetFloat64(n).Int(nil)
	return int64(new(big.Int).And(i, new(big.Int).SetUint64(math.MaxUint64)).Uint64())
}

// bigBits is ToBigInt modulo 2^64.
func (l *language) bigBits(v goja.Value) uint64 {
	switch typeOf(v) {
	case "number", "undefined", "symbol":
		l.throw("TypeError", "Cannot convert %s to a BigInt", l.text(v))
	}
	asUint := raw(l.object(l.global, "BigInt").Get("asUintN"))
	n := asUint(goja.FunctionCall{Arguments: []goja.Value{l.rt.ToValue(64), v}})
	return n.Export().(*big.Int).Uint64()
}

// elementValue is the number or BigInt of an element's bits.
func (l *language) elementValue(e element, bits uint64) goja.Value {
	switch {
	case e.big && e.signed:
		return l.rt.ToValue(big.NewInt(int64(bits)))
	case e.big:
		return l.rt.ToValue(new(big.Int).SetUint64(bits))
	case e.signed:
		shift := 64 - 8*e.size
		return l.rt.ToValue(int64(bits) << shift >> shift)
	}
	return l.rt.ToValue(int64(bits))
}

// atomicStore is Atomics.store, which returns the number it was given, not what the element became.
func (l *language) atomicStore(fc goja.FunctionCall) goja.Value {
	e := l.element(fc, "Atomics.store")
	v := fc.Argument(2)
	var result goja.Value
	var bits uint64
	if e.big {
		bits = l.bigBits(v)
		result = l.bigInt(v)
	} else {
		n := l.integer(v)
		bits, result = uint64(int64FromFloat(n)), l.rt.ToValue(n)
	}
	l.attached(l.viewed(fc.Argument(0).(*goja.Object)), "Atomics.store")
	e.update(func(uint64) uint64 { return bits })
	return result
}

// bigInt is ToBigInt of what bigBits has accepted.
func (l *language) bigInt(v goja.Value) goja.Value {
	if typeOf(v) == "bigint" {
		return v
	}
	return call(l.object(l.global, "BigInt"), goja.Undefined(), v)
}

// narrow keeps the bits that an element holds.
func (e element) narrow(bits uint64) uint64 {
	if e.size == 8 {
		return bits
	}
	return bits & (1<<(8*e.size) - 1)
}

// load reads the element at once. Memory that is not shared is read by this goroutine alone.
func (e element) load() uint64 {
	switch {
	case e.size == 8:
		return atomic.LoadUint64((*uint64)(e.at))
	case e.size == 4:
		return uint64(atomic.LoadUint32((*uint32)(e.at)))
	case e.shared == nil && e.size == 2:
		return uint64(*(*uint16)(e.at))
	case e.shared == nil:
		return uint64(*(*uint8)(e.at))
	}
	word, shift := e.word()
	return e.narrow(uint64(atomic.LoadUint32(word) >> shift))
}

// update replaces the element's bits by what change makes of them, in one step, and returns the old ones.
func (e element) update(change func(old uint64) uint64) uint64 {
	if e.shared == nil && e.size < 4 {
		old := e.load()
		e.write(change(old))
		return old
	}
	for {
		switch e.size {
		case 8:
			old := atomic.LoadUint64((*uint64)(e.at))
			if atomic.CompareAndSwapUint64((*uint64)(e.at), old, change(old)) {
				return old
			}
		case 4:
			old := atomic.LoadUint32((*uint32)(e.at))
			if atomic.CompareAndSwapUint32((*uint32)(e.at), old, uint32(change(uint64(old)))) {
				return uint64(old)
			}
		default:
			if old, ok := e.updateInWord(change); ok {
				return old
			}
		}
	}
}

func (e element) write(bits uint64) {
	if e.size == 2 {
		*(*uint16)(e.at) = uint16(bits)
		return
	}
	*(*uint8)(e.at) = uint8(bits)
}

// word is the 32-bit word that holds a smaller element, and the element's place in it.
func (e element) word() (*uint32, int) {
	inside := e.offset & 3
	shift := 8 * inside
	if binary.NativeEndian.Uint16([]byte{0, 1}) == 1 {
		shift = 8 * (4 - e.size - inside)
	}
	return (*uint32)(unsafe.Add(e.at, -inside)), shift
}

func (e element) updateInWord(change func(old uint64) uint64) (uint64, bool) {
	word, shift := e.word()
	whole := atomic.LoadUint32(word)
	old := e.narrow(uint64(whole >> shift))
	mask := uint32(e.narrow(math.MaxUint64)) << shift
	return old, atomic.CompareAndSwapUint32(word, whole, whole&^mask|uint32(e.narrow(change(old)))<<shift)
}
