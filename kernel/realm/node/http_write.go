package node

import (
	"crypto/rand"
	"encoding/binary"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// The flags of an outgoing message, as js/internal/http/common.js has them.
const (
	outLast = 1 << iota
	outChunked
	outKeepAlive
	outMaxReached
	outDefaultKeepAlive
	outChunkedByDefault
	outSendDate
	outRemovedConnection
	outRemovedLength
	outRemovedEncoding
	outStrictLength
	outHasBody

	outHasAgent = 1 << 21
	outRelaxed  = 1 << 22
)

// What head reports beside the text, as js/internal/http/outgoing.js has it.
const (
	headTrailerWithoutChunks = 1 + iota
	headSendNow
	headInvalidName
	headInvalidValue
	headOddList
)

// httpHead is a head that is being written.
type httpHead struct {
	h       *Host
	message *goja.Object
	text    []byte
	flags   int
	unique  goja.Value
	check   bool // names and values may be anything

	connection, length, encoding, date, expect, trailer bool

	problem int
	name    goja.Value // of the problem
	value   goja.Value
}

func (h *Host) bindHTTPWriting(natives *goja.Object) {
	// head(message, first line, headers, flags, length or body, encoding, keep-alive timeout, max requests, status, unique,
	// checked) returns the text, or [problem, text, name, value]. It brings message._flags up to date.
	h.function(natives, "head", func(call goja.FunctionCall) goja.Value {
		w := &httpHead{h: h, message: call.Argument(0).(*goja.Object), flags: integer(call.Argument(3)), unique: call.Argument(9),
			check: !call.Argument(10).ToBoolean(), text: h.http.scratch[:0]}
		before := w.flags
		w.text = append(w.text, latin1Of(call.Argument(1))...)
		w.headers(call.Argument(2))
		if w.problem == 0 {
			w.rest(call)
		}
		h.http.scratch = w.text[:0]
		if w.flags != before {
			h.set(w.message, "_flags", w.flags)
		}
		text := latin1String(h, w.text)
		if w.problem == 0 {
			return text
		}
		return h.Runtime.NewArray(w.problem, text, w.name, w.value)
	})
	// frame(chunk, encoding) returns a chunk of a chunked body; join(head, data, encoding) both in one piece.
	h.function(natives, "frame", func(call goja.FunctionCall) goja.Value {
		data := h.outBytes(call.Argument(0), call.Argument(1))
		return h.arrayBuffer(appendFrame(make([]byte, 0, len(data)+20), data))
	})
	h.function(natives, "join", func(call goja.FunctionCall) goja.Value {
		data := h.outBytes(call.Argument(1), call.Argument(2))
		b := make([]byte, 0, len(data)+512)
		b = appendHead(b, stringOf(call.Argument(0)), call.Argument(1), call.Argument(2))
		return h.arrayBuffer(append(b, data...))
	})
	// webSocketFrame(opcode, view) makes a masked frame (RFC 6455, 5.2).
	h.function(natives, "webSocketFrame", func(call goja.FunctionCall) goja.Value {
		return h.arrayBuffer(webSocketFrame(byte(integer(call.Argument(0))), h.bytesOf(call.Argument(1))))
	})
	// respond(stream, message, head, body, encoding, flags, onFinish(message, error)) returns 0 or a negative errno.
	h.function(natives, "respond", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(h.respond(call))
	})
}

// outEncoding is the encoding of data that a program writes, by the name that encode knows.
func outEncoding(v goja.Value) string {
	if !v.ToBoolean() {
		return "utf8"
	}
	switch name := strings.ToLower(v.String()); name {
	case "utf-8", "buffer":
		return "utf8"
	case "binary":
		return "latin1"
	case "ucs2", "ucs-2", "utf-16le":
		return "utf16le"
	default:
		return name
	}
}

// outBytes is what a program writes: a string in an encoding, or bytes, which are not copied.
func (h *Host) outBytes(v, encoding goja.Value) []byte {
	if s, ok := v.(goja.String); ok {
		return encode(s, outEncoding(encoding))
	}
	return h.bytesOf(v)
}

func webSocketFrame(opcode byte, payload []byte) []byte {
	b := make([]byte, 0, len(payload)+14)
	switch n := len(payload); {
	case n < 126:
		b = append(b, 0x80|opcode, 0x80|byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 0x80|opcode, 0x80|126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 0x80|opcode, 0x80|127), uint64(n))
	}
	var mask [4]byte
	_, _ = rand.Read(mask[:]) // it never fails
	b = append(b, mask[:]...)
	for i, c := range payload {
		b = append(b, c^mask[i&3])
	}
	return b
}

func appendFrame(b, data []byte) []byte {
	b = strconv.AppendInt(b, int64(len(data)), 16)
	b = append(b, "\r\n"...)
	b = append(b, data...)
	return append(b, "\r\n"...)
}

// appendHead appends a head as Latin-1; in front of text in UTF-8 it is UTF-8 itself, as in Node.
func appendHead(b []byte, head goja.String, data, encoding goja.Value) []byte {
	text := head.String()
	if len(text) == head.Length() {
		return append(b, text...)
	}
	if body, isText := data.(goja.String); isText && body.Length() > 0 && outEncoding(encoding) == "utf8" {
		return append(b, text...)
	}
	return append(b, latin1Of(head)...)
}

func (h *Host) respond(call goja.FunctionCall) int {
	s, message := call.Argument(0).Export().(*byteStream), call.Argument(1)
	flags, body := integer(call.Argument(5)), call.Argument(3)
	b := appendHead(make([]byte, 0, 1024), stringOf(call.Argument(2)), body, call.Argument(4))
	if flags&outHasBody != 0 {
		data := h.outBytes(body, call.Argument(4))
		switch {
		case flags&outChunked == 0:
			b = append(b, data...)
		case len(data) == 0:
			b = append(b, "0\r\n\r\n"...)
		default:
			b = append(appendFrame(b, data), "0\r\n\r\n"...)
		}
	}
	onFinish, _ := goja.AssertFunction(call.Argument(6))
	finish := func(err error) error {
		failure := goja.Undefined()
		if err != nil {
			failure = h.Runtime.NewGoError(err)
		}
		_, thrown := onFinish(goja.Undefined(), message, failure)
		return thrown
	}
	done, err := s.write([][]byte{b}, finish)
	if err != nil {
		return netErrno(err)
	}
	if done {
		h.Loop.NextTick(func() error { return finish(nil) })
	}
	return 0
}

// headers writes the headers of a program: an object of [name, value] by key, an object of values by name, a list of names
// and values, or a list of pairs.
func (w *httpHead) headers(v goja.Value) {
	o, ok := v.(*goja.Object)
	switch {
	case !ok:
	case !w.check:
		for _, key := range o.Keys() {
			entry := o.Get(key).(*goja.Object)
			w.header(entry.Get("0"), entry.Get("1"))
		}
	case o.ClassName() == "Array":
		w.list(w.h.elements(o))
	default:
		for _, key := range o.Keys() {
			w.header(w.h.Runtime.ToValue(key), o.Get(key))
		}
	}
}

func (w *httpHead) list(items []goja.Value) {
	if len(items) == 0 {
		return
	}
	if first, ok := items[0].(*goja.Object); ok && first.ClassName() == "Array" {
		for _, item := range items {
			if pair, ok := item.(*goja.Object); ok {
				w.header(present(pair.Get("0")), present(pair.Get("1")))
			}
		}
		return
	}
	if len(items)%2 != 0 {
		w.problem = headOddList
		return
	}
	for i := 0; i < len(items); i += 2 {
		w.header(items[i], items[i+1])
	}
}

func present(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

func (w *httpHead) header(name, value goja.Value) {
	if w.problem != 0 {
		return
	}
	key, isText := name.(goja.String)
	if w.check && (!isText || !isToken(key.String())) {
		w.problem, w.name, w.value = headInvalidName, name, value
		return
	}
	field := name.String()
	list, ok := value.(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		w.line(field, value)
		return
	}
	values := w.h.elements(list)
	if !w.joined(field, len(values)) {
		for _, one := range values {
			w.line(field, one)
		}
		return
	}
	texts := make([]string, len(values))
	for i, one := range values {
		texts[i] = one.String()
	}
	w.line(field, w.h.Runtime.ToValue(strings.Join(texts, "; ")))
}

// joined tells whether the values of a list go into one line: cookies, and what the program named as unique.
func (w *httpHead) joined(field string, n int) bool {
	if n >= 2 && strings.EqualFold(field, "cookie") {
		return true
	}
	unique, ok := w.unique.(*goja.Object)
	if !ok {
		return false
	}
	has, _ := goja.AssertFunction(unique.Get("has"))
	v, err := has(unique, w.h.Runtime.ToValue(strings.ToLower(field)))
	return err == nil && v.ToBoolean()
}

func (w *httpHead) line(field string, value goja.Value) {
	if w.check && goja.IsUndefined(value) {
		w.problem, w.name, w.value = headInvalidValue, w.h.Runtime.ToValue(field), value
		return
	}
	w.text = append(append(w.text, field...), ": "...)
	at := len(w.text)
	var ok bool
	w.text, ok = appendText(w.text, w.h.textOf(value), w.flags&outRelaxed != 0)
	if w.check && !ok {
		w.problem, w.name, w.value = headInvalidValue, w.h.Runtime.ToValue(field), value
		return
	}
	w.match(field, w.text[at:])
	w.text = append(w.text, "\r\n"...)
}

// appendText appends a value as Latin-1 and tells whether it can be sent; what is not checked goes out as it is.
func appendText(b []byte, s goja.String, relaxed bool) ([]byte, bool) {
	text := s.String()
	if len(text) != s.Length() {
		return appendValue(b, s, relaxed)
	}
	ok := true
	for i := range len(text) {
		c := text[i]
		ok = ok && (valueChar[c] || relaxed && c != 0 && c != '\r' && c != '\n')
	}
	return append(b, text...), ok
}

var (
	closeWord   = regexp.MustCompile(`(?i)(?:^|\W)close(?:$|\W)`)
	chunkedWord = regexp.MustCompile(`(?i)(?:^|\W)chunked(?:$|\W)`)
)

// match takes down what a header of the program decides.
func (w *httpHead) match(field string, value []byte) {
	if len(field) < 4 || len(field) > 17 {
		return
	}
	name := []byte(field)
	switch {
	case equalFold(name, "connection"):
		w.connection = true
		w.flags &^= outRemovedConnection
		if closeWord.Match(value) {
			w.flags |= outLast
		} else {
			w.flags |= outKeepAlive
		}
	case equalFold(name, "transfer-encoding"):
		w.encoding = true
		w.flags &^= outRemovedEncoding
		if chunkedWord.Match(value) {
			w.flags |= outChunked
		}
	case equalFold(name, "content-length"):
		w.length = true
		w.flags &^= outRemovedLength
		w.h.set(w.message, "_contentLength", w.h.Runtime.ToValue(string(value)).ToNumber())
	case equalFold(name, "date"):
		w.date = true
	case equalFold(name, "expect"):
		w.expect = true
	case equalFold(name, "trailer"):
		w.trailer = true
	case equalFold(name, "keep-alive"):
		w.flags &^= outDefaultKeepAlive
	}
}

// rest writes the headers that the program left to us.
func (w *httpHead) rest(call goja.FunctionCall) {
	if w.flags&outSendDate != 0 && !w.date {
		w.text = w.h.http.date.append(w.text, w.h.Loop.Time())
	}
	status := integer(call.Argument(8))
	if w.flags&outChunked != 0 && (status == 204 || status == 304) {
		w.flags &^= outChunked | outKeepAlive
	}
	w.persistence(integer(call.Argument(6)), integer(call.Argument(7)))
	if !w.length && !w.encoding {
		w.framing(call.Argument(4), call.Argument(5))
	}
	if w.flags&outChunked == 0 && w.trailer {
		w.problem = headTrailerWithoutChunks
		return
	}
	w.text = append(w.text, "\r\n"...)
	if w.expect {
		w.problem = headSendNow
	}
}

// persistence says whether the connection stays.
func (w *httpHead) persistence(timeout, max int) {
	if w.flags&outRemovedConnection != 0 {
		w.flags &^= outLast
		if w.flags&outKeepAlive == 0 {
			w.flags |= outLast
		}
		return
	}
	if w.connection {
		return
	}
	stays := w.flags&outKeepAlive != 0 && (w.length || w.flags&(outChunkedByDefault|outHasAgent) != 0)
	switch {
	case stays && w.flags&outMaxReached != 0:
		w.text = append(w.text, "Connection: close\r\n"...)
	case stays:
		w.text = append(w.text, "Connection: keep-alive\r\n"...)
		if timeout == 0 || w.flags&outDefaultKeepAlive == 0 {
			return
		}
		w.text = strconv.AppendInt(append(w.text, "Keep-Alive: timeout="...), int64(timeout/1000), 10)
		if max > 0 {
			w.text = strconv.AppendInt(append(w.text, ", max="...), int64(max), 10)
		}
		w.text = append(w.text, "\r\n"...)
	default:
		w.flags |= outLast
		w.text = append(w.text, "Connection: close\r\n"...)
	}
}

// framing says where the body ends; length is a number, a body whose length it is, or null.
func (w *httpHead) framing(length, encoding goja.Value) {
	switch {
	case w.flags&outHasBody == 0:
		w.flags &^= outChunked
	case w.flags&outChunkedByDefault == 0:
		w.flags |= outLast
	case !w.trailer && w.flags&outRemovedLength == 0 && !goja.IsNull(length) && !goja.IsUndefined(length):
		w.text = append(w.text, "Content-Length: "...)
		w.text = strconv.AppendInt(w.text, int64(w.h.lengthOf(length, encoding)), 10)
		w.text = append(w.text, "\r\n"...)
	case w.flags&outRemovedEncoding == 0:
		w.text = append(w.text, "Transfer-Encoding: chunked\r\n"...)
		w.flags |= outChunked
	default:
		w.flags |= outLast
	}
}

func (h *Host) lengthOf(v, encoding goja.Value) int {
	switch v := v.(type) {
	case goja.String:
		if text := v.String(); len(text) == v.Length() && outEncoding(encoding) == "utf8" {
			return len(text)
		}
		return len(encode(v, outEncoding(encoding)))
	case *goja.Object:
		return len(h.bytesOf(v))
	}
	return integer(v)
}

// httpDate is the Date header, remade once a second.
type httpDate struct {
	second int64
	line   []byte
}

func (d *httpDate) append(b []byte, now time.Time) []byte {
	if second := now.Unix(); second != d.second || d.line == nil {
		d.second = second
		d.line = now.UTC().AppendFormat(d.line[:0], "Date: Mon, 02 Jan 2006 15:04:05 GMT\r\n")
	}
	return append(b, d.line...)
}
