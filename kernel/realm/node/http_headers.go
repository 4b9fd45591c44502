package node

import (
	"bytes"
	"strings"

	"github.com/dop251/goja"
)

type httpStatusText struct{ code, text string }

// httpStatuses are http.STATUS_CODES.
var httpStatuses = []httpStatusText{
	{"100", "Continue"}, {"101", "Switching Protocols"}, {"102", "Processing"}, {"103", "Early Hints"}, {"200", "OK"},
	{"201", "Created"}, {"202", "Accepted"}, {"203", "Non-Authoritative Information"}, {"204", "No Content"},
	{"205", "Reset Content"}, {"206", "Partial Content"}, {"207", "Multi-Status"}, {"208", "Already Reported"},
	{"226", "IM Used"}, {"300", "Multiple Choices"}, {"301", "Moved Permanently"}, {"302", "Found"}, {"303", "See Other"},
	{"304", "Not Modified"}, {"305", "Use Proxy"}, {"307", "Temporary Redirect"}, {"308", "Permanent Redirect"},
	{"400", "Bad Request"}, {"401", "Unauthorized"}, {"402", "Payment Required"}, {"403", "Forbidden"}, {"404", "Not Found"},
	{"405", "Method Not Allowed"}, {"406", "Not Acceptable"}, {"407", "Proxy Authentication Required"}, {"408", "Request Timeout"},
	{"409", "Conflict"}, {"410", "Gone"}, {"411", "Length Required"}, {"412", "Precondition Failed"}, {"413", "Payload Too Large"},
	{"414", "URI Too Long"}, {"415", "Unsupported Media Type"}, {"416", "Range Not Satisfiable"}, {"417", "Expectation Failed"},
	{"418", "I'm a Teapot"}, {"421", "Misdirected Request"}, {"422", "Unprocessable Entity"}, {"423", "Locked"},
	{"424", "Failed Dependency"}, {"425", "Too Early"}, {"426", "Upgrade Required"}, {"428", "Precondition Required"},
	{"429", "Too Many Requests"}, {"431", "Request Header Fields Too Large"}, {"451", "Unavailable For Legal Reasons"},
	{"500", "Internal Server Error"}, {"501", "Not Implemented"}, {"502", "Bad Gateway"}, {"503", "Service Unavailable"},
	{"504", "Gateway Timeout"}, {"505", "HTTP Version Not Supported"}, {"506", "Variant Also Negotiates"},
	{"507", "Insufficient Storage"}, {"508", "Loop Detected"}, {"509", "Bandwidth Limit Exceeded"}, {"510", "Not Extended"},
	{"511", "Network Authentication Required"},
}

func (h *Host) bindHTTPHeaders(natives *goja.Object) {
	h.function(natives, "isToken", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(isToken(call.Argument(0).String()))
	})
	// isValue(string, relaxed)
	h.function(natives, "isValue", func(call goja.FunctionCall) goja.Value {
		_, ok := appendValue(nil, h.textOf(call.Argument(0)), call.Argument(1).ToBoolean())
		return h.Runtime.ToValue(ok)
	})
	// isFetchValue(string): what the fetch standard takes, section 2.2
	h.function(natives, "isFetchValue", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(!strings.ContainsAny(call.Argument(0).String(), "\x00\r\n"))
	})
	// beyondLatin1(string) returns the place of the first character above U+00FF, -1 if there is none.
	h.function(natives, "beyondLatin1", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(beyondLatin1(h.textOf(call.Argument(0))))
	})
	// decodeText(view) is UTF-8 decode of the Encoding standard: a byte order mark is left out.
	h.function(natives, "decodeText", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(validUTF8(bytes.TrimPrefix(h.bytesOf(call.Argument(0)), []byte("\xef\xbb\xbf"))))
	})
	// headerKey(name, value) returns the name in lower case, undefined if one of the two cannot be sent.
	h.function(natives, "headerKey", func(call goja.FunctionCall) goja.Value {
		name, ok := call.Argument(0).(goja.String)
		if !ok || goja.IsUndefined(call.Argument(1)) || !isToken(name.String()) || !h.valid(call.Argument(1)) {
			return goja.Undefined()
		}
		return h.headerKey(name.String())
	})
	// headers(text, join duplicates) and distinctHeaders(text) make objects of what a parser collected.
	h.function(natives, "headers", func(call goja.FunctionCall) goja.Value {
		o := h.Runtime.NewObject()
		join := call.Argument(1).ToBoolean()
		eachHeader(latin1Of(call.Argument(0)), func(name, value string) { h.addHeader(o, name, value, join) })
		return o
	})
	// headerIn(text, lower-case name) returns the first value of that name, undefined if there is none.
	h.function(natives, "headerIn", func(call goja.FunctionCall) goja.Value {
		found, want := goja.Undefined(), call.Argument(1).String()
		eachHeader(latin1Of(call.Argument(0)), func(name, value string) {
			if len(name) == len(want) && goja.IsUndefined(found) && strings.EqualFold(name, want) {
				found = h.latin1(value)
			}
		})
		return found
	})
	h.function(natives, "distinctHeaders", func(call goja.FunctionCall) goja.Value {
		values := map[string][]any{}
		var order []string
		eachHeader(latin1Of(call.Argument(0)), func(name, value string) {
			name = strings.ToLower(name)
			if values[name] == nil {
				order = append(order, name)
			}
			values[name] = append(values[name], h.latin1(value))
		})
		o := h.Runtime.CreateObject(nil)
		for _, name := range order {
			h.set(o, name, h.Runtime.NewArray(values[name]...))
		}
		return o
	})
}

// valid tells whether a header's value, or each of a list's, can be sent as it is.
func (h *Host) valid(v goja.Value) bool {
	return checkValue(h.textOf(v))
}

func isToken(s string) bool {
	for i := range len(s) {
		if !tokenChar[s[i]] {
			return false
		}
	}
	return s != ""
}

// headerKey returns a name in lower case.
func (h *Host) headerKey(name string) goja.Value {
	if v, ok := h.http.keys[name]; ok {
		return v
	}
	v := h.Runtime.ToValue(strings.ToLower(name))
	if h.http.keys == nil {
		h.http.keys = make(map[string]goja.Value)
	}
	if len(h.http.keys) < 1000 {
		h.http.keys[name] = v
	}
	return v
}

// What becomes of a header that comes twice (Node's table): the first counts, all are joined by a comma, cookies by a
// semicolon, and set-cookie is always a list.
var headerFirst, headerJoined = wordSet("age from etag host server referer expires location user-agent retry-after content-type " +
	"max-forwards authorization last-modified content-length if-modified-since if-unmodified-since proxy-authorization"), ", "

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func (h *Host) addHeader(o *goja.Object, name, value string, join bool) {
	key := h.headerKey(name)
	lower := key.String()
	before := o.Get(lower)
	_, isText := before.(goja.String)
	switch {
	case lower == "set-cookie" && before == nil:
		h.set(o, lower, h.Runtime.NewArray(h.latin1(value)))
	case lower == "set-cookie":
		list := before.(*goja.Object)
		h.set(list, list.Get("length").String(), h.latin1(value))
	case !isText:
		h.set(o, lower, h.latin1(value))
	case lower == "cookie":
		h.set(o, lower, h.latin1(latin1Of(before)+"; "+value))
	case !headerFirst[lower] || join:
		h.set(o, lower, h.latin1(latin1Of(before)+headerJoined+value))
	}
}

func beyondLatin1(s goja.String) int {
	if len(s.String()) == s.Length() {
		return -1
	}
	for i := range s.Length() {
		if s.CharAt(i) > 0xff {
			return i
		}
	}
	return -1
}

// textOf is what a template literal makes of a value.
func (h *Host) textOf(v goja.Value) goja.String {
	if s, ok := v.(goja.String); ok {
		return s
	}
	if _, ok := v.(*goja.Symbol); ok {
		panic(h.Runtime.NewTypeError("Cannot convert a Symbol value to a string"))
	}
	return h.Runtime.ToValue(v.String()).(goja.String)
}

// latin1Of returns a string's characters as bytes.
func latin1Of(v goja.Value) string {
	s := stringOf(v)
	if text := s.String(); len(text) == s.Length() {
		return text
	}
	b := make([]byte, s.Length())
	for i := range b {
		b[i] = byte(s.CharAt(i))
	}
	return string(b)
}

// checkValue tells whether a header's value can be sent: tabs, and what is printed in Latin-1.
func checkValue(s goja.String) bool {
	text := s.String()
	if len(text) != s.Length() {
		_, ok := appendValue(nil, s, false)
		return ok
	}
	for i := range len(text) {
		if !valueChar[text[i]] {
			return false
		}
	}
	return true
}

// appendValue appends a header's value as Latin-1; not ok: it has characters that cannot be sent.
func appendValue(b []byte, s goja.String, relaxed bool) (_ []byte, ok bool) {
	for i := range s.Length() {
		c := s.CharAt(i)
		switch {
		case c > 0xff, relaxed && (c == 0 || c == '\r' || c == '\n'), !relaxed && !valueChar[c]:
			return b, false
		}
		b = append(b, byte(c))
	}
	return b, true
}
