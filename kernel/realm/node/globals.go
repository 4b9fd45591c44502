package node

import "github.com/dop251/goja"

// Global is one name that Node defines on the global object and this package provides.
type Global struct {
	Name       string
	Module     string // the id of the module, internal ones included
	Export     string // the property of its exports; "" is the exports themselves
	Enumerable bool
}

// Globals is the table of the globals made by this package's modules.
var Globals = []Global{
	{"AbortController", "internal/abort_controller", "AbortController", false},
	{"AbortSignal", "internal/abort_controller", "AbortSignal", false},
	{"Blob", "internal/blob", "Blob", false},
	{"BroadcastChannel", "internal/messaging", "BroadcastChannel", false},
	{"Buffer", "buffer", "Buffer", false},
	{"ByteLengthQueuingStrategy", "internal/webstreams/queues", "ByteLengthQueuingStrategy", false},
	{"CloseEvent", "internal/websocket/events", "CloseEvent", false},
	{"CompressionStream", "internal/webstreams/compression", "CompressionStream", false},
	{"CountQueuingStrategy", "internal/webstreams/queues", "CountQueuingStrategy", false},
	{"Crypto", "internal/crypto/webcrypto", "Crypto", false},
	{"CryptoKey", "internal/crypto/webcrypto", "CryptoKey", false},
	{"CustomEvent", "internal/event_target", "CustomEvent", false},
	{"DOMException", "internal/domexception", "DOMException", false},
	{"DecompressionStream", "internal/webstreams/compression", "DecompressionStream", false},
	{"Event", "internal/event_target", "Event", false},
	{"EventTarget", "internal/event_target", "EventTarget", false},
	{"File", "internal/blob", "File", false},
	{"FormData", "internal/fetch/formdata", "FormData", false},
	{"Headers", "internal/fetch/headers", "Headers", false},
	{"MessageChannel", "internal/messaging", "MessageChannel", false},
	{"MessageEvent", "internal/messaging", "MessageEvent", false},
	{"MessagePort", "internal/messaging", "MessagePort", false},
	{"Performance", "internal/performance", "Performance", false},
	{"PerformanceEntry", "internal/performance", "PerformanceEntry", false},
	{"PerformanceMark", "internal/performance", "PerformanceMark", false},
	{"PerformanceMeasure", "internal/performance", "PerformanceMeasure", false},
	{"PerformanceObserver", "internal/performance", "PerformanceObserver", false},
	{"PerformanceObserverEntryList", "internal/performance", "PerformanceObserverEntryList", false},
	{"PerformanceResourceTiming", "internal/performance", "PerformanceResourceTiming", false},
	{"ReadableByteStreamController", "internal/webstreams/readable_bytes", "ReadableByteStreamController", false},
	{"ReadableStream", "internal/webstreams/readable", "ReadableStream", false},
	{"ReadableStreamBYOBReader", "internal/webstreams/readable_bytes", "ReadableStreamBYOBReader", false},
	{"ReadableStreamBYOBRequest", "internal/webstreams/readable_bytes", "ReadableStreamBYOBRequest", false},
	{"ReadableStreamDefaultController", "internal/webstreams/readable_default", "ReadableStreamDefaultController", false},
	{"ReadableStreamDefaultReader", "internal/webstreams/readable_default", "ReadableStreamDefaultReader", false},
	{"Request", "internal/fetch/request", "Request", false},
	{"Response", "internal/fetch/response", "Response", false},
	{"SubtleCrypto", "internal/crypto/webcrypto", "SubtleCrypto", false},
	{"TextDecoder", "internal/encoding", "TextDecoder", false},
	{"TextDecoderStream", "internal/webstreams/encoding", "TextDecoderStream", false},
	{"TextEncoder", "internal/encoding", "TextEncoder", false},
	{"TextEncoderStream", "internal/webstreams/encoding", "TextEncoderStream", false},
	{"TransformStream", "internal/webstreams/transform", "TransformStream", false},
	{"TransformStreamDefaultController", "internal/webstreams/transform", "TransformStreamDefaultController", false},
	{"URL", "internal/url", "URL", false},
	{"URLPattern", "url", "URLPattern", false},
	{"URLSearchParams", "internal/url", "URLSearchParams", false},
	{"WebSocket", "internal/websocket/websocket", "WebSocket", false},
	{"WritableStream", "internal/webstreams/writable", "WritableStream", false},
	{"WritableStreamDefaultController", "internal/webstreams/writable", "WritableStreamDefaultController", false},
	{"WritableStreamDefaultWriter", "internal/webstreams/writable", "WritableStreamDefaultWriter", false},
	{"atob", "buffer", "atob", true},
	{"btoa", "buffer", "btoa", true},
	{"clearImmediate", "timers", "clearImmediate", true},
	{"clearInterval", "timers", "clearInterval", true},
	{"clearTimeout", "timers", "clearTimeout", true},
	{"fetch", "internal/fetch/fetch", "fetch", true},
	{"crypto", "internal/crypto/webcrypto", "crypto", true},
	{"performance", "internal/performance", "performance", true},
	{"setImmediate", "timers", "setImmediate", true},
	{"setInterval", "timers", "setInterval", true},
	{"setTimeout", "timers", "setTimeout", true},
	{"structuredClone", "internal/structured_clone", "structuredClone", true},
}

// Value makes the global, loading its module if nothing else has. The error is an exception.
func (g Global) Value(h *Host) (goja.Value, error) {
	exports, err := h.exports(g.Module)
	if err != nil || g.Export == "" {
		return exports, err
	}
	return exports.(*goja.Object).Get(g.Export), nil
}

// Install defines every global of the table on global as an accessor that replaces itself by the value when it is
// first read, and by what is assigned when it is written: what a program does not use costs nothing.
func Install(h *Host, global *goja.Object) {
	for _, g := range Globals {
		enumerable := goja.ToFlag(g.Enumerable)
		settle := func(v goja.Value) {
			if err := global.DefineDataProperty(g.Name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, enumerable); err != nil {
				panic(err)
			}
		}
		get := func(goja.FunctionCall) goja.Value {
			v, err := g.Value(h)
			if err != nil {
				panic(err)
			}
			settle(v)
			return v
		}
		set := func(call goja.FunctionCall) goja.Value {
			settle(call.Argument(0))
			return goja.Undefined()
		}
		err := global.DefineAccessorProperty(g.Name, h.Runtime.ToValue(get), h.Runtime.ToValue(set), goja.FLAG_TRUE, enumerable)
		if err != nil {
			panic(err)
		}
	}
	if err := h.installStdio(); err != nil {
		panic(err)
	}
}
