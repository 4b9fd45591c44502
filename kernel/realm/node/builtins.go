package node

import (
	"slices"

	"github.com/dop251/goja"
)

// builtinModules is Node 24's module.builtinModules: what a program may require, in Node's order.
var builtinModules = []string{
	"_http_agent", "_http_client", "_http_common", "_http_incoming", "_http_outgoing", "_http_server", "_stream_duplex",
	"_stream_passthrough", "_stream_readable", "_stream_transform", "_stream_wrap", "_stream_writable", "_tls_common", "_tls_wrap",
	"assert", "assert/strict", "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto", "dgram",
	"diagnostics_channel", "dns", "dns/promises", "domain", "events", "fs", "fs/promises", "http", "http2", "https", "inspector",
	"inspector/promises", "module", "net", "os", "path", "path/posix", "path/win32", "perf_hooks", "process", "punycode",
	"querystring", "readline", "readline/promises", "repl", "stream", "stream/consumers", "stream/promises", "stream/web",
	"string_decoder", "sys", "timers", "timers/promises", "tls", "trace_events", "tty", "url", "util", "util/types", "v8", "vm",
	"wasi", "worker_threads", "zlib", "node:sea", "node:sqlite", "node:test", "node:test/reporters",
}

// BuiltinModules returns module.builtinModules, in Node's order. Each can be required, although some of them only say that they
// are not there yet.
func BuiltinModules() []string { return slices.Clone(builtinModules) }

// The sources that stand for several modules each.
const (
	aliasFile   = "internal/alias.js"
	missingFile = "internal/missing.js"
)

// aliases are modules under an old name.
var aliases = []string{"_http_agent", "_http_client", "_http_incoming", "_http_outgoing", "_http_server", "_stream_duplex",
	"_stream_passthrough", "_stream_readable", "_stream_transform", "_stream_writable", "_tls_common", "_tls_wrap"}

// substitute returns the module that stands in for one of Node's that the table does not have.
func substitute(id string) *Module {
	file := missingFile
	if slices.Contains(aliases, id) {
		file = aliasFile
	}
	return &Module{ID: id, file: file, bind: func(h *Host, natives *goja.Object) { h.set(natives, "id", id) }}
}

// findBuiltin returns the module that a program calls by its whole name.
func findBuiltin(name string) (*Module, bool) {
	id := trimScheme(name)
	schemeOnly := slices.Contains(builtinModules, "node:"+id)
	if schemeOnly && name == id || !schemeOnly && !slices.Contains(builtinModules, id) {
		return nil, false
	}
	if m, ok := modules[id]; ok {
		return m, true
	}
	switch id {
	case "console", "module", "process":
		return nil, false // the realm's own
	}
	return substitute(id), true
}
