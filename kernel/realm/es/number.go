package es

import (
	"math"
	"strings"

	"github.com/dop251/goja"
)

// installNumber adds Math.f16round and gives parseInt its negative zero.
func (l *language) installNumber() error {
	l.method(l.object(l.global, "Math"), "f16round", 1, func(call goja.FunctionCall) goja.Value {
		return l.rt.ToValue(halfValue(halfBits(l.number(call.Argument(0)))))
	})
	parse := raw(l.global.Get("parseInt"))
	parseInt := l.function("parseInt", 2, func(call goja.FunctionCall) goja.Value {
		s := l.toString(call.Argument(0))
		v := parse(goja.FunctionCall{Arguments: []goja.Value{s, call.Argument(1)}})
		if v.ToFloat() == 0 && strings.HasPrefix(trimmed(s.String()), "-") {
			return l.rt.ToValue(math.Copysign(0, -1))
		}
		return v
	})
	l.value(l.global, "parseInt", parseInt)
	l.value(l.object(l.global, "Number"), "parseInt", parseInt)
	return nil
}

// number is ToNumber.
func (l *language) number(v goja.Value) float64 {
	switch {
	case typeOf(v) == "bigint":
		l.throw("TypeError", "Cannot convert a BigInt value to a number")
	case typeOf(v) == "symbol":
		l.throw("TypeError", "Cannot convert a Symbol value to a number")
	}
	return v.ToNumber().ToFloat()
}

// halfBits is the IEEE 754 binary16 number nearest to f, ties to even, rounded once.
func halfBits(f float64) uint16 {
	bits := math.Float64bits(f)
	sign := uint16(bits >> 48 & 0x8000)
	switch a := math.Abs(f); {
	case a != a:
		return 0x7E00
	case a >= 65520:
		return sign | 0x7C00
	case a < 1.0/(1<<14): // subnormal: a multiple of 2^-24
		return sign | uint16(math.RoundToEven(a*(1<<24)))
	}
	exponent := int(bits>>52&0x7FF) - 1023
	fraction := math.RoundToEven(math.Ldexp(math.Abs(f), 10-exponent)) // 1024 … 2048; a carry goes into the exponent
	return sign | uint16((exponent+14)<<10+int(fraction))
}

// halfValue is the number that binary16 bits stand for.
func halfValue(h uint16) float64 {
	sign := 1.0
	if h&0x8000 != 0 {
		sign = -1
	}
	exponent, fraction := int(h>>10&0x1F), float64(h&0x3FF)
	switch exponent {
	case 0:
		return math.Copysign(math.Ldexp(fraction, -24), sign)
	case 31:
		if fraction != 0 {
			return math.NaN()
		}
		return math.Inf(int(sign))
	}
	return sign * math.Ldexp(1024+fraction, exponent-25)
}
