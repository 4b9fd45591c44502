package node

import (
	"bytes"
	"math"
	"math/big"
	"reflect"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// bindBuffer gives js/buffer.js what is heavy: encodings, searches, numbers. Offsets and lengths were checked there.
func bindBuffer(h *Host, natives *goja.Object) {
	for name, fn := range map[string]func(goja.FunctionCall) goja.Value{
		"byteLength": h.bufferByteLength, "encode": h.bufferEncode, "decode": h.bufferDecode, "write": h.bufferWrite,
		"compare": h.bufferCompare, "fill": h.bufferFill, "indexOf": h.bufferIndexOf, "copy": h.bufferCopy, "swap": h.bufferSwap,
		"readUInt": h.bufferReadUInt, "readInt": h.bufferReadInt, "writeInt": h.bufferWriteInt,
		"readBig": h.bufferReadBig, "writeBig": h.bufferWriteBig, "readFloat": h.bufferReadFloat, "writeFloat": h.bufferWriteFloat,
		"isUtf8": h.bufferIsUTF8, "isAscii": h.bufferIsASCII,
	} {
		h.function(natives, name, fn)
	}
}

// bytesOf returns the bytes below an ArrayBuffer or any view of one, shared with it; none if it is detached or something
// else. goja's own ways there make a slice of a detached buffer and a pointer behind the end of an empty one, so the
// struct is read as it is; TestBytesOfEveryView fails when a new goja changes it.
func (h *Host) bytesOf(v goja.Value) []byte {
	switch kindOf(v) {
	case "ArrayBuffer":
		return v.Export().(goja.ArrayBuffer).Bytes()
	case "TypedArray":
		view := implementation(v.(*goja.Object)).Elem()
		size := view.FieldByName("elemSize").Int()
		return viewed(view, view.FieldByName("offset").Int()*size, view.FieldByName("length").Int()*size)
	case "DataView":
		view := implementation(v.(*goja.Object)).Elem()
		return viewed(view, view.FieldByName("byteOffset").Int(), view.FieldByName("byteLen").Int())
	}
	return nil
}

func viewed(view reflect.Value, offset, length int64) []byte {
	data := view.FieldByName("viewedArrayBuf").Elem().FieldByName("data").Bytes()
	if offset+length > int64(len(data)) {
		return nil // detached
	}
	return data[offset : offset+length : offset+length]
}

// arrayBuffer makes an ArrayBuffer of bytes that nobody else holds.
func (h *Host) arrayBuffer(b []byte) goja.Value {
	return h.Runtime.ToValue(h.Runtime.NewArrayBuffer(b))
}

func stringOf(v goja.Value) goja.String {
	s, ok := v.ToString().(goja.String)
	if !ok {
		panic("node: a string that is none")
	}
	return s
}

func integer(v goja.Value) int { return int(v.ToInteger()) }

// clamp brings an integer between two bounds, whatever a program made of it.
func clamp(v goja.Value, low, high int) int { return max(low, min(integer(v), high)) }

// number returns the bytes (buffer, offset, size) of the arguments. JavaScript has checked them against a length that a
// program can fake; here the bytes count.
func (h *Host) number(call goja.FunctionCall) []byte {
	b, size := h.bytesOf(call.Argument(0)), integer(call.Argument(2))
	offset := clamp(call.Argument(1), 0, len(b))
	if size > len(b)-offset {
		panic(h.Runtime.NewTypeError("The offset is outside of the buffer"))
	}
	return b[offset : offset+size]
}

// byteLength(string, encoding)
func (h *Host) bufferByteLength(call goja.FunctionCall) goja.Value {
	return h.Runtime.ToValue(encodedLength(stringOf(call.Argument(0)), call.Argument(1).String()))
}

// encode(string, encoding) returns an ArrayBuffer.
func (h *Host) bufferEncode(call goja.FunctionCall) goja.Value {
	return h.arrayBuffer(encode(stringOf(call.Argument(0)), call.Argument(1).String()))
}

// decode(bytes, start, end, encoding)
func (h *Host) bufferDecode(call goja.FunctionCall) goja.Value {
	b := h.bytesOf(call.Argument(0))
	end := clamp(call.Argument(2), 0, len(b))
	start := clamp(call.Argument(1), 0, end)
	return h.decode(b[start:end], call.Argument(3).String())
}

// write(bytes, string, offset, length, encoding) writes whole characters only and returns the number of bytes.
func (h *Host) bufferWrite(call goja.FunctionCall) goja.Value {
	b := h.bytesOf(call.Argument(0))
	room := b[clamp(call.Argument(2), 0, len(b)):]
	room = room[:clamp(call.Argument(3), 0, len(room))]
	encoding := call.Argument(4).String()
	data := encode(stringOf(call.Argument(1)), encoding)
	n := min(len(room), len(data))
	switch encoding {
	case "utf8":
		for n > 0 && n < len(data) && !utf8.RuneStart(data[n]) {
			n--
		}
	case "utf16le":
		n &^= 1
	}
	return h.Runtime.ToValue(copy(room, data[:n]))
}

// compare(a, b)
func (h *Host) bufferCompare(call goja.FunctionCall) goja.Value {
	return h.Runtime.ToValue(bytes.Compare(h.bytesOf(call.Argument(0)), h.bytesOf(call.Argument(1))))
}

// fill(bytes, pattern, start, end, encoding) repeats a string or the bytes of a view; it returns false if the pattern is empty.
func (h *Host) bufferFill(call goja.FunctionCall) goja.Value {
	b := h.bytesOf(call.Argument(0))
	end := clamp(call.Argument(3), 0, len(b))
	room := b[clamp(call.Argument(2), 0, end):end]
	pattern := h.pattern(call.Argument(1), call.Argument(4).String())
	if len(pattern) == 0 {
		return h.Runtime.ToValue(false)
	}
	for n := copy(room, pattern); n < len(room); n *= 2 {
		copy(room[n:], room[:n])
	}
	return h.Runtime.ToValue(true)
}

func (h *Host) pattern(v goja.Value, encoding string) []byte {
	if s, ok := v.(goja.String); ok {
		return encode(s, encoding)
	}
	if kindOf(v) != "" {
		return bytes.Clone(h.bytesOf(v))
	}
	return []byte{byte(v.ToInteger())}
}

// copy(source, target, targetStart, sourceStart, count)
func (h *Host) bufferCopy(call goja.FunctionCall) goja.Value {
	source, target := h.bytesOf(call.Argument(0)), h.bytesOf(call.Argument(1))
	source = source[clamp(call.Argument(3), 0, len(source)):]
	source = source[:clamp(call.Argument(4), 0, len(source))]
	copy(target[clamp(call.Argument(2), 0, len(target)):], source)
	return goja.Undefined()
}

// swap(bytes, width) turns each group of bytes around.
func (h *Host) bufferSwap(call goja.FunctionCall) goja.Value {
	b, width := h.bytesOf(call.Argument(0)), integer(call.Argument(1))
	for ; len(b) >= width; b = b[width:] {
		for i, j := 0, width-1; i < j; i, j = i+1, j-1 {
			b[i], b[j] = b[j], b[i]
		}
	}
	return goja.Undefined()
}

// indexOf(bytes, needle, offset, forward, end, encoding): the needle is a number, a string or a view.
func (h *Host) bufferIndexOf(call goja.FunctionCall) goja.Value {
	b, encoding := h.bytesOf(call.Argument(0)), call.Argument(5).String()
	b = b[:clamp(call.Argument(4), 0, len(b))]
	needle := h.pattern(call.Argument(1), encoding)
	step := 1
	if encoding == "utf16le" && !goja.IsNumber(call.Argument(1)) {
		step = 2
	}
	return h.Runtime.ToValue(search(b, needle, call.Argument(2).ToFloat(), call.Argument(3).ToBoolean(), step))
}

// search finds needle in b from offset on, or backwards from it. step 2 finds whole UTF-16 units.
func search(b, needle []byte, offset float64, forward bool, step int) int {
	at, ok := searchStart(float64(len(b)), float64(len(needle)), offset, forward)
	if len(needle) == 0 {
		return int(at)
	}
	if !ok || len(needle) > len(b) || step == 2 && (len(b) < 2 || len(needle) < 2) {
		return -1
	}
	if forward {
		return searchForward(b, needle, int(at)/step*step, step)
	}
	for i := min(int(at)/step*step, (len(b)-len(needle))/step*step); i >= 0; i -= step {
		if bytes.HasPrefix(b[i:], needle) {
			return i
		}
	}
	return -1
}

func searchForward(b, needle []byte, at, step int) int {
	for at < len(b) {
		i := bytes.Index(b[at:], needle)
		if i < 0 {
			return -1
		}
		if (at+i)%step == 0 {
			return at + i
		}
		at += i + 1
	}
	return -1
}

// searchStart resolves an offset, which may be negative or beyond the end; ok is false if nothing can be found from it.
func searchStart(length, needle, offset float64, forward bool) (at float64, ok bool) {
	if offset < 0 {
		if offset+length >= 0 {
			return offset + length, true
		}
		return 0, forward || needle == 0
	}
	switch {
	case offset+needle <= length:
		return offset, true
	case needle == 0:
		return length, true
	case forward:
		return 0, false
	}
	return length - 1, true
}

// readUInt(bytes, offset, size, little): size up to 6.
func (h *Host) bufferReadUInt(call goja.FunctionCall) goja.Value {
	return h.Runtime.ToValue(int64(h.readUint(call)))
}

func (h *Host) readUint(call goja.FunctionCall) uint64 {
	b, little := h.number(call), call.Argument(3).ToBoolean()
	var v uint64
	for i := range b {
		at := i
		if little {
			at = len(b) - 1 - i
		}
		v = v<<8 | uint64(b[at])
	}
	return v
}

// readInt is readUInt with a sign.
func (h *Host) bufferReadInt(call goja.FunctionCall) goja.Value {
	shift := 64 - 8*integer(call.Argument(2))
	return h.Runtime.ToValue(int64(h.readUint(call)<<shift) >> shift)
}

// writeInt(bytes, offset, size, little, value): signed or not is the same.
func (h *Host) bufferWriteInt(call goja.FunctionCall) goja.Value {
	h.writeUint(call, uint64(int64(call.Argument(4).ToFloat())))
	return goja.Undefined()
}

func (h *Host) writeUint(call goja.FunctionCall, v uint64) {
	b, little := h.number(call), call.Argument(3).ToBoolean()
	for i := range b {
		at := len(b) - 1 - i
		if little {
			at = i
		}
		b[at] = byte(v)
		v >>= 8
	}
}

// readBig(bytes, offset, 8, little, signed)
func (h *Host) bufferReadBig(call goja.FunctionCall) goja.Value {
	v := h.readUint(call)
	if call.Argument(4).ToBoolean() {
		return h.Runtime.ToValue(big.NewInt(int64(v)))
	}
	return h.Runtime.ToValue(new(big.Int).SetUint64(v))
}

// writeBig(bytes, offset, 8, little, value)
func (h *Host) bufferWriteBig(call goja.FunctionCall) goja.Value {
	v, ok := bigInt(call.Argument(4))
	if !ok {
		panic(h.Runtime.NewTypeError("Cannot mix BigInt and other types, use explicit conversions"))
	}
	if v.Sign() < 0 {
		h.writeUint(call, uint64(v.Int64()))
	} else {
		h.writeUint(call, v.Uint64())
	}
	return goja.Undefined()
}

// bigInt returns the value of a BigInt. Objects are not exported: goja must not be asked for a detached buffer's bytes.
func bigInt(v goja.Value) (*big.Int, bool) {
	if _, object := v.(*goja.Object); object {
		return nil, false
	}
	n, ok := v.Export().(*big.Int)
	return n, ok
}

// readFloat(bytes, offset, size, little)
func (h *Host) bufferReadFloat(call goja.FunctionCall) goja.Value {
	v := h.readUint(call)
	if integer(call.Argument(2)) == 4 {
		return h.Runtime.ToValue(float64(math.Float32frombits(uint32(v))))
	}
	return h.Runtime.ToValue(math.Float64frombits(v))
}

// writeFloat(bytes, offset, size, little, value)
func (h *Host) bufferWriteFloat(call goja.FunctionCall) goja.Value {
	v := call.Argument(4).ToFloat()
	if math.IsNaN(v) {
		v = math.Float64frombits(0x7FF8 << 48) // V8's NaN; Go's own has another payload
	}
	if integer(call.Argument(2)) == 4 {
		h.writeUint(call, uint64(math.Float32bits(float32(v))))
	} else {
		h.writeUint(call, math.Float64bits(v))
	}
	return goja.Undefined()
}

func (h *Host) bufferIsUTF8(call goja.FunctionCall) goja.Value {
	return h.Runtime.ToValue(utf8.Valid(h.bytesOf(call.Argument(0))))
}

func (h *Host) bufferIsASCII(call goja.FunctionCall) goja.Value {
	return h.Runtime.ToValue(isASCII(h.bytesOf(call.Argument(0))))
}
