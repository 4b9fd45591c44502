package node

import (
	"errors"
	"io"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// httpHost is what a realm keeps for its http. The zero httpHost is ready.
type httpHost struct {
	methods map[string]goja.Value
	date    httpDate
	keys    map[string]goja.Value
	scratch []byte
}

// bindHTTP gives js/internal/http the parser, and the writing of heads and bodies.
func bindHTTP(h *Host, natives *goja.Object) {
	h.function(natives, "methods", func(goja.FunctionCall) goja.Value {
		var list []any
		for _, m := range httpMethodList {
			if !httpForeign[m] {
				list = append(list, m)
			}
		}
		return h.Runtime.NewArray(list...)
	})
	h.function(natives, "statusCodes", func(goja.FunctionCall) goja.Value {
		o := h.Runtime.NewObject()
		for _, s := range httpStatuses {
			h.set(o, s.code, s.text)
		}
		return o
	})
	h.function(natives, "now", func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(int64(h.Loop.Now())) })
	h.function(natives, "own", func(call goja.FunctionCall) goja.Value {
		o, ok := call.Argument(0).(*goja.Object)
		if !ok {
			return goja.Undefined()
		}
		err := o.DefineDataProperty(call.Argument(1).String(), call.Argument(2), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		return h.result(nil, err)
	})
	// hold() keeps the running cell, if there is one, until letGo(hold), which may be called twice.
	h.function(natives, "hold", func(goja.FunctionCall) goja.Value {
		if h.Loop.Context().Cell == nil {
			return goja.Undefined()
		}
		return h.Runtime.ToValue(&httpHold{send: h.Loop.Pending()})
	})
	h.function(natives, "letGo", func(call goja.FunctionCall) goja.Value {
		if hold, ok := call.Argument(0).Export().(*httpHold); ok && hold.send != nil {
			hold.send(nil)
			hold.send = nil
		}
		return goja.Undefined()
	})
	h.bindHTTPHeaders(natives)
	h.bindHTTPWriting(natives)
	h.bindHTTPParser(natives)
}

// httpHold keeps a cell waiting for a request.
type httpHold struct{ send func(scheduler.Task) }

// httpForeign are the methods that only the other protocols of the parser have.
var httpForeign = map[string]bool{"ANNOUNCE": true, "DESCRIBE": true, "FLUSH": true, "GET_PARAMETER": true, "PAUSE": true,
	"PLAY": true, "PRI": true, "RECORD": true, "REDIRECT": true, "SET_PARAMETER": true, "SETUP": true, "TEARDOWN": true}

// httpCallbacks are what JavaScript does with what a parser finds. Each gets the parser's owner first.
type httpCallbacks struct {
	head     goja.Callable // (method, target, headers, bits) or (status, reason, headers, bits): a verdict
	body     goja.Callable // (ArrayBuffer)
	complete goja.Callable // (trailers)
	failure  goja.Callable // (code, reason, place, ArrayBuffer)
	upgrade  goja.Callable // (ArrayBuffer): what came behind the head
}

// jsParser is a parser whose messages go to JavaScript. A request without a body is completed by its head's callback.
type jsParser struct {
	h       *Host
	parser  *httpParser
	to      *httpCallbacks
	owner   goja.Value
	freed   bool
	lazy    bool    // complete is not called for this message
	direct  bool    // the bytes come from a handle, not from JavaScript
	started float64 // when the message under way began, 0: none; in ms of the loop
	inBody  bool
	served  bool // at least one message is over
}

// errFreed ends an execute whose parser was freed by a callback.
var errFreed = errors.New("the parser was freed")

func (h *Host) bindHTTPParser(natives *goja.Object) {
	// callbacks(head, body, complete, failure, upgrade)
	h.function(natives, "callbacks", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(&httpCallbacks{h.callable(call.Argument(0)), h.callable(call.Argument(1)),
			h.callable(call.Argument(2)), h.callable(call.Argument(3)), h.callable(call.Argument(4))})
	})
	// parser(callbacks, owner, response, max header size, lenient)
	h.function(natives, "parser", func(call goja.FunctionCall) goja.Value {
		p := &jsParser{h: h, to: call.Argument(0).Export().(*httpCallbacks), owner: call.Argument(1), started: h.Loop.Now()}
		p.parser = newHTTPParser(call.Argument(2).ToBoolean(), p, integer(call.Argument(3)), call.Argument(4).ToBoolean())
		return h.Runtime.ToValue(p)
	})
	// execute(parser, view)
	h.parserNative(natives, "execute", func(p *jsParser, call goja.FunctionCall) goja.Value {
		return h.result(nil, p.feed(h.bytesOf(call.Argument(1))))
	})
	// finish(parser) returns undefined, or [code, reason].
	h.parserNative(natives, "finish", func(p *jsParser, _ goja.FunctionCall) goja.Value {
		err := p.parser.finish()
		var bad *httpError
		if errors.As(err, &bad) {
			return h.Runtime.NewArray(bad.code, bad.reason)
		}
		return h.result(nil, err)
	})
	h.parserNative(natives, "free", func(p *jsParser, _ goja.FunctionCall) goja.Value {
		p.freed = true
		return goja.Undefined()
	})
	// consume(parser, socket._handle) returns the native handle, undefined if there is none.
	h.parserNative(natives, "consume", func(p *jsParser, call goja.FunctionCall) goja.Value {
		o, ok := call.Argument(1).(*goja.Object)
		if !ok {
			return goja.Undefined()
		}
		s := h.streamOf(o)
		if s == nil || s.consumer != nil {
			return goja.Undefined()
		}
		p.direct = true
		s.consume(func(data []byte, err error) error { return p.consumed(s, data, err) })
		return h.Runtime.ToValue(s)
	})
	// hasEnded(handle): the other side has ended, even if nobody was told yet.
	h.function(natives, "hasEnded", func(call goja.FunctionCall) goja.Value {
		s, ok := call.Argument(0).Export().(*byteStream)
		return h.Runtime.ToValue(ok && (s.closed || s.over))
	})
	h.function(natives, "release", func(call goja.FunctionCall) goja.Value {
		if s, ok := call.Argument(0).Export().(*byteStream); ok {
			s.consume(nil)
		}
		return goja.Undefined()
	})
	h.parserNative(natives, "isIdle", func(p *jsParser, _ goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(p.served && p.parser.idle())
	})
	// expired(parser, headers timeout, request timeout), in ms, 0 is none
	h.parserNative(natives, "expired", func(p *jsParser, call goja.FunctionCall) goja.Value {
		age := h.Loop.Now() - p.started
		over := func(v goja.Value) bool { return v.ToFloat() > 0 && age > v.ToFloat() }
		return h.Runtime.ToValue(p.started > 0 && (over(call.Argument(2)) || !p.inBody && over(call.Argument(1))))
	})
}

func (h *Host) parserNative(natives *goja.Object, name string, fn func(*jsParser, goja.FunctionCall) goja.Value) {
	h.function(natives, name, func(call goja.FunctionCall) goja.Value {
		p, ok := call.Argument(0).Export().(*jsParser)
		if !ok {
			panic(h.Runtime.NewTypeError("Illegal invocation"))
		}
		return fn(p, call)
	})
}

// result returns v (nil is undefined) unless there is an exception to pass on.
func (h *Host) result(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(err)
	}
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// consumed takes what arrived on a handle; its end is the socket's matter.
func (p *jsParser) consumed(s *byteStream, data []byte, err error) error {
	if err != nil {
		if !errors.Is(err, io.EOF) {
			s.consume(nil)
		}
		return p.h.deliverToJS(s, nil, err)
	}
	return p.feed(data)
}

// feed runs the parser. The error is an exception of the program.
func (p *jsParser) feed(data []byte) error {
	if p.freed {
		return nil
	}
	if p.parser.idle() {
		p.started, p.inBody = p.h.Loop.Now(), false
	}
	n, err := p.parser.execute(data)
	if p.parser.idle() {
		p.started = 0
	}
	var bad *httpError
	switch {
	case p.freed, errors.Is(err, errFreed):
		return nil
	case errors.As(err, &bad):
		return p.call(p.to.failure, p.h.Runtime.ToValue(bad.code), p.h.Runtime.ToValue(bad.reason), p.h.Runtime.ToValue(bad.at), p.h.copied(data))
	case err != nil:
		return err
	case p.parser.state == httpUpgraded:
		return p.call(p.to.upgrade, p.h.copied(data[n:]))
	}
	return nil
}

// copied makes an ArrayBuffer of bytes that somebody else holds.
func (h *Host) copied(b []byte) goja.Value { return h.arrayBuffer(append([]byte(nil), b...)) }

func (p *jsParser) call(fn goja.Callable, args ...goja.Value) error {
	_, err := fn(goja.Undefined(), append([]goja.Value{p.owner}, args...)...)
	return err
}

// The bits of a head, as js/internal/http/incoming.js has them; the version is above them.
func headBits(m *httpMessage) int64 {
	bits := int64(m.major)<<8 | int64(m.minor)<<12
	for i, set := range []bool{m.keepAlive, m.upgrade, m.hasBody, m.hasHost, m.expect} {
		if set {
			bits |= 1 << i
		}
	}
	return bits
}

func (p *jsParser) head(m *httpMessage) (httpVerdict, error) {
	if p.freed {
		return 0, errFreed
	}
	p.inBody = true
	p.lazy = !p.parser.response && !m.hasBody && !m.upgrade
	args := [5]goja.Value{p.owner}
	if p.parser.response {
		args[1], args[2] = p.h.Runtime.ToValue(m.status), p.h.latin1(m.reason)
	} else {
		args[1], args[2] = p.h.methodValue(m.method), p.h.latin1(m.url)
	}
	args[3], args[4] = p.h.latin1(m.headers), p.h.Runtime.ToValue(headBits(m))
	v, err := p.to.head(goja.Undefined(), args[:]...)
	if err != nil {
		return 0, err
	}
	if p.freed {
		return 0, errFreed
	}
	return httpVerdict(v.ToInteger()), nil
}

func (p *jsParser) body(b []byte) error {
	if p.freed {
		return errFreed
	}
	if err := p.call(p.to.body, p.h.copied(b)); err != nil || !p.direct {
		return err
	}
	// In Node every piece of a body is a callback of its own, unlike the head and the end of a message.
	return p.h.Loop.RunBetween()
}

func (p *jsParser) complete(trailers string) error {
	if p.freed {
		return errFreed
	}
	p.served = true
	if p.lazy {
		return nil
	}
	return p.call(p.to.complete, p.h.latin1(trailers))
}

func (h *Host) methodValue(m string) goja.Value {
	v, ok := h.http.methods[m]
	if !ok {
		if h.http.methods == nil {
			h.http.methods = make(map[string]goja.Value)
		}
		v = h.Runtime.ToValue(m)
		h.http.methods[m] = v
	}
	return v
}

// latin1 makes a string of bytes that are one character each.
func (h *Host) latin1(s string) goja.Value {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return latin1String(h, []byte(s))
		}
	}
	return h.Runtime.ToValue(s)
}
