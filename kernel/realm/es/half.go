package es

import (
	"encoding/binary"

	"github.com/dop251/goja"
)

// installHalf adds DataView.prototype.getFloat16 and setFloat16 (ECMA-262 section 25.3.4).
func (l *language) installHalf() error {
	proto := l.object(l.global, "DataView", "prototype")
	l.method(proto, "getFloat16", 1, func(fc goja.FunctionCall) goja.Value {
		const method = "DataView.prototype.getFloat16"
		l.receiver(fc.This, "dataViewObject", method)
		at := l.index(fc.Argument(0), outside)
		b := l.dataViewBytes(fc.This, at, method)
		return l.rt.ToValue(halfValue(order(fc.Argument(1)).Uint16(b)))
	})
	l.method(proto, "setFloat16", 2, func(fc goja.FunctionCall) goja.Value {
		const method = "DataView.prototype.setFloat16"
		l.receiver(fc.This, "dataViewObject", method)
		at := l.index(fc.Argument(0), outside)
		h := halfBits(l.number(fc.Argument(1)))
		order(fc.Argument(2)).PutUint16(l.dataViewBytes(fc.This, at, method), h)
		return goja.Undefined()
	})
	return nil
}

const outside = "Offset is outside the bounds of the DataView"

func order(littleEndian goja.Value) binary.ByteOrder {
	if littleEndian.ToBoolean() {
		return binary.LittleEndian
	}
	return binary.BigEndian
}

// dataViewBytes are the two bytes of a DataView at an index.
func (l *language) dataViewBytes(v goja.Value, at int, method string) []byte {
	o := v.(*goja.Object)
	h := l.viewed(o)
	l.attached(h, method)
	if l.views != nil {
		l.alive(v, method)
	}
	length := *pointer[int](o, "byteLen")
	if at+2 > length {
		l.throw("RangeError", outside)
	}
	start := *pointer[int](o, "byteOffset") + at
	return h.bytes()[start : start+2]
}
