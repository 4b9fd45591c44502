package node

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

var errInvalidText = errors.New("invalid text")

// textDecoder turns chunks of bytes into text, as the Encoding standard's decoders do (encoding.spec.whatwg.org). It
// keeps what a chunk leaves unfinished; the byte order mark is left out unless it should be kept.
type textDecoder struct {
	fatal, keepBOM bool
	decode         func(b []byte, last bool) (text string, rest []byte)
	reset          func()

	rest    []byte
	started bool
}

// bindEncoding gives js/internal/encoding.js its decoders.
func bindEncoding(h *Host, natives *goja.Object) {
	// encodingOf(label) returns the encoding's name, undefined if Node has none of that label.
	h.function(natives, "encodingOf", func(call goja.FunctionCall) goja.Value {
		name, ok := encodingName(call.Argument(0).String())
		if !ok {
			return goja.Undefined()
		}
		return h.Runtime.ToValue(name)
	})
	// decoder(name, fatal, ignoreBOM)
	h.function(natives, "decoder", func(call goja.FunctionCall) goja.Value {
		d := newTextDecoder(call.Argument(0).String())
		d.fatal, d.keepBOM = call.Argument(1).ToBoolean(), call.Argument(2).ToBoolean()
		return h.Runtime.ToValue(d)
	})
	// decode(decoder, bytes, stream) returns undefined if the bytes are invalid and the decoder fatal.
	h.function(natives, "decode", func(call goja.FunctionCall) goja.Value {
		d := call.Argument(0).Export().(*textDecoder)
		text, err := d.chunk(h.bytesOf(call.Argument(1)), call.Argument(2).ToBoolean())
		if err != nil {
			return goja.Undefined()
		}
		return h.Runtime.ToValue(text)
	})
	h.function(natives, "encode", func(call goja.FunctionCall) goja.Value {
		return h.arrayBuffer([]byte(call.Argument(0).String()))
	})
	// encodeInto(string, bytes) returns [units read, bytes written].
	h.function(natives, "encodeInto", func(call goja.FunctionCall) goja.Value {
		read, written := encodeInto(call.Argument(0).String(), h.bytesOf(call.Argument(1)))
		return h.Runtime.NewArray(read, written)
	})
}

// encodingName follows the labels of the Encoding standard, but for those that decode nothing.
func encodingName(label string) (string, bool) {
	e, err := htmlindex.Get(strings.Trim(label, "\t\n\f\r "))
	if err != nil {
		return "", false
	}
	name, err := htmlindex.Name(e)
	if err != nil || name == "replacement" {
		return "", false
	}
	return name, true
}

func newTextDecoder(name string) *textDecoder {
	switch name {
	case "utf-8":
		return &textDecoder{decode: decodeUTF8}
	case "utf-16le":
		return &textDecoder{decode: decodeUTF16(binary.LittleEndian)}
	case "utf-16be":
		return &textDecoder{decode: decodeUTF16(binary.BigEndian)}
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		panic("node: no decoder for " + name)
	}
	if name == "gbk" {
		e = simplifiedchinese.GB18030 // their decoders are the same
	}
	if c, ok := e.(*charmap.Charmap); ok {
		return newCharmapDecoder(c)
	}
	return newTableDecoder(e)
}

// chunk decodes one chunk; without stream it is the last one, and the decoder starts anew.
func (d *textDecoder) chunk(b []byte, stream bool) (string, error) {
	if len(d.rest) > 0 {
		b = append(d.rest, b...)
	}
	text, rest := d.decode(b, !stream)
	d.rest = append([]byte(nil), rest...)
	if d.fatal && d.replaced(text, b) {
		d.restart()
		return "", errInvalidText
	}
	if !d.keepBOM && !d.started {
		text = strings.TrimPrefix(text, "\uFEFF")
	}
	if stream {
		d.started = d.started || text != "" || len(b) > len(rest)
	} else {
		d.restart()
	}
	return text, nil
}

func (d *textDecoder) restart() {
	d.rest, d.started = nil, false
	if d.reset != nil {
		d.reset()
	}
}

// replaced reports whether the text has a replacement character that was not in the bytes.
func (d *textDecoder) replaced(text string, b []byte) bool {
	n := strings.Count(text, "\uFFFD")
	if n == 0 {
		return false
	}
	return n > strings.Count(string(b), "\uFFFD") && n > strings.Count(string(b), "\xFD\xFF")+strings.Count(string(b), "\xFF\xFD")
}

func decodeUTF8(b []byte, last bool) (string, []byte) {
	var rest []byte
	if !last {
		n := len(b) - incomplete(b)
		b, rest = b[:n], b[n:]
	}
	return validUTF8(b), rest
}

func decodeUTF16(order binary.ByteOrder) func([]byte, bool) (string, []byte) {
	return func(b []byte, last bool) (string, []byte) {
		n := len(b) &^ 1
		list := make([]uint16, n/2)
		for i := range list {
			list[i] = order.Uint16(b[2*i:])
		}
		if !last && n > 0 && utf16.IsSurrogate(rune(list[len(list)-1])) && list[len(list)-1] < 0xDC00 {
			n -= 2
			list = list[:len(list)-1]
		}
		text := runes(list)
		if last && n < len(b) {
			return text + "\uFFFD", nil
		}
		return text, b[n:]
	}
}

// newCharmapDecoder decodes one byte after the other. The Encoding standard's tables have the C1 controls where the
// character sets have nothing.
func newCharmapDecoder(c *charmap.Charmap) *textDecoder {
	return &textDecoder{decode: func(b []byte, last bool) (string, []byte) {
		var text strings.Builder
		for _, c1 := range b {
			r := c.DecodeByte(c1)
			if r == utf8.RuneError && c1 >= 0x80 && c1 < 0xA0 {
				r = rune(c1)
			}
			text.WriteRune(r)
		}
		return text.String(), nil
	}}
}

// newTableDecoder uses golang.org/x/text for the encodings of the web's past.
func newTableDecoder(e encoding.Encoding) *textDecoder {
	t := e.NewDecoder()
	return &textDecoder{reset: t.Reset, decode: func(b []byte, last bool) (string, []byte) {
		var text strings.Builder
		buffer := make([]byte, 4096)
		for {
			written, read, err := t.Transform(buffer, b, last)
			text.Write(buffer[:written])
			b = b[read:]
			if err != transform.ErrShortDst {
				return text.String(), b
			}
		}
	}}
}

// encodeInto writes as many whole characters as fit and returns how many UTF-16 units and bytes that were.
func encodeInto(s string, b []byte) (read, written int) {
	for _, r := range s {
		n := utf8.RuneLen(r)
		if written+n > len(b) {
			break
		}
		written += utf8.EncodeRune(b[written:], r)
		read += utf16.RuneLen(r)
	}
	return read, written
}
