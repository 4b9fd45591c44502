package node

import (
	"embed"
	"slices"
	"strings"
)

//go:embed js
var sources embed.FS

// modules is the table of every module of this package, by id.
var modules = index(
	Module{ID: "async_hooks"},
	Module{ID: "buffer", bind: bindBuffer},
	Module{ID: "child_process", bind: bindChild},
	Module{ID: "diagnostics_channel"},
	Module{ID: "dns"},
	Module{ID: "dns/promises"},
	Module{ID: "events", bind: bindAsyncIterator},
	Module{ID: "fs"},
	Module{ID: "fs/promises"},
	Module{ID: "http"},
	Module{ID: "net"},
	Module{ID: "os", bind: bindOS},
	Module{ID: "path"},
	Module{ID: "path/posix"},
	Module{ID: "path/win32"},
	Module{ID: "perf_hooks"},
	Module{ID: "punycode"},
	Module{ID: "querystring"},
	Module{ID: "readline"},
	Module{ID: "readline/promises"},
	Module{ID: "stream"},
	Module{ID: "stream/consumers"},
	Module{ID: "stream/promises"},
	Module{ID: "stream/web"},
	Module{ID: "string_decoder", bind: bindBuffer},
	Module{ID: "sys"},
	Module{ID: "timers"},
	Module{ID: "timers/promises"},
	Module{ID: "tty", bind: bindTerminal},
	Module{ID: "url"},
	Module{ID: "util", bind: bindUtil},
	Module{ID: "util/types"},
	Module{ID: "worker_threads"},
	Module{ID: "zlib", bind: bindZlib},

	Module{ID: "internal/abort_controller"},
	Module{ID: "internal/async_context", bind: bindContext},
	Module{ID: "internal/async_generator", bind: bindAsyncIterator},
	Module{ID: "internal/blob", bind: bindBlob},
	Module{ID: "internal/buffer_numbers", bind: bindBuffer},
	Module{ID: "internal/child_process/channel", bind: bindPipe},
	Module{ID: "internal/child_process/process", bind: bindChild},
	Module{ID: "internal/child_process/signals"},
	Module{ID: "internal/child_process/stdio"},
	Module{ID: "internal/clock", bind: bindClock},
	Module{ID: "internal/comparisons"},
	Module{ID: "internal/debuglog"},
	Module{ID: "internal/diff"},
	Module{ID: "internal/dns/lookup", bind: bindDNS},
	Module{ID: "internal/dns/resolver", bind: bindResolver},
	Module{ID: "internal/domexception"},
	Module{ID: "internal/dotenv"},
	Module{ID: "internal/encoding", bind: bindEncoding},
	Module{ID: "internal/encodings"},
	Module{ID: "internal/error_texts"},
	Module{ID: "internal/errors"},
	Module{ID: "internal/event_emitter_async_resource"},
	Module{ID: "internal/event_target"},
	Module{ID: "internal/finally"},
	Module{ID: "internal/glob"},
	Module{ID: "internal/http/agent"},
	Module{ID: "internal/http/client"},
	Module{ID: "internal/http/common"},
	Module{ID: "internal/http/connection"},
	Module{ID: "internal/http/incoming"},
	Module{ID: "internal/http/native", bind: bindHTTP},
	Module{ID: "internal/http/outgoing"},
	Module{ID: "internal/http/response"},
	Module{ID: "internal/http/server"},
	Module{ID: "internal/fs/arguments"},
	Module{ID: "internal/fs/calls"},
	Module{ID: "internal/fs/constants", bind: bindFileConstants},
	Module{ID: "internal/fs/cp"},
	Module{ID: "internal/fs/descriptors"},
	Module{ID: "internal/fs/dir"},
	Module{ID: "internal/fs/file_handle"},
	Module{ID: "internal/fs/glob"},
	Module{ID: "internal/fs/native", bind: bindFS},
	Module{ID: "internal/fs/promises"},
	Module{ID: "internal/fs/readdir"},
	Module{ID: "internal/fs/rm"},
	Module{ID: "internal/fs/stats"},
	Module{ID: "internal/fs/steps"},
	Module{ID: "internal/fs/streams"},
	Module{ID: "internal/fs/watch"},
	Module{ID: "internal/fs/whole"},
	Module{ID: "internal/inspect", bind: bindInspect},
	Module{ID: "internal/messaging", bind: bindMessaging},
	Module{ID: "internal/mime"},
	Module{ID: "internal/net/address", bind: bindAddress},
	Module{ID: "internal/net/blocklist"},
	Module{ID: "internal/net/connect"},
	Module{ID: "internal/net/handle", bind: bindNet},
	Module{ID: "internal/net/io"},
	Module{ID: "internal/net/server"},
	Module{ID: "internal/net/socket"},
	Module{ID: "internal/net/socketaddress"},
	Module{ID: "internal/parse_args"},
	Module{ID: "internal/pipe", bind: bindPipe},
	Module{ID: "internal/performance"},
	Module{ID: "internal/promisify"},
	Module{ID: "internal/readline/ansi"},
	Module{ID: "internal/readline/editing"},
	Module{ID: "internal/readline/history"},
	Module{ID: "internal/readline/interface"},
	Module{ID: "internal/readline/keys"},
	Module{ID: "internal/readline/promises"},
	Module{ID: "internal/serialize", bind: bindSerialize},
	Module{ID: "internal/shape"},
	Module{ID: "internal/stdio", bind: bindStdio},
	Module{ID: "internal/streams/add_abort_signal"},
	Module{ID: "internal/streams/bridge"},
	Module{ID: "internal/streams/compose"},
	Module{ID: "internal/streams/destroy"},
	Module{ID: "internal/streams/duplex"},
	Module{ID: "internal/streams/duplexify"},
	Module{ID: "internal/streams/duplexpair"},
	Module{ID: "internal/streams/end_of_stream"},
	Module{ID: "internal/streams/for_await"},
	Module{ID: "internal/streams/from"},
	Module{ID: "internal/streams/iterator"},
	Module{ID: "internal/streams/legacy"},
	Module{ID: "internal/streams/operators"},
	Module{ID: "internal/streams/passthrough"},
	Module{ID: "internal/streams/pipe"},
	Module{ID: "internal/streams/pipeline"},
	Module{ID: "internal/streams/readable"},
	Module{ID: "internal/streams/readable_shape"},
	Module{ID: "internal/streams/state"},
	Module{ID: "internal/streams/transform"},
	Module{ID: "internal/streams/utils"},
	Module{ID: "internal/streams/writable"},
	Module{ID: "internal/structured_clone", bind: bindClone},
	Module{ID: "internal/style_text"},
	Module{ID: "internal/terminal", bind: bindTerminal},
	Module{ID: "internal/timers", bind: bindTimers},
	Module{ID: "internal/types", bind: bindTypes},
	Module{ID: "internal/url", bind: bindURL},
	Module{ID: "internal/uv", bind: bindUV},
	Module{ID: "internal/validators"},
	Module{ID: "internal/worker", bind: bindWorker},
	Module{ID: "internal/webstreams/adapters"},
	Module{ID: "internal/webstreams/bytes"},
	Module{ID: "internal/webstreams/compression"},
	Module{ID: "internal/webstreams/encoding"},
	Module{ID: "internal/webstreams/pipe"},
	Module{ID: "internal/webstreams/promises"},
	Module{ID: "internal/webstreams/queues"},
	Module{ID: "internal/webstreams/readable"},
	Module{ID: "internal/webstreams/readable_bytes", bind: bindClone},
	Module{ID: "internal/webstreams/readable_core"},
	Module{ID: "internal/webstreams/readable_default"},
	Module{ID: "internal/webstreams/tee"},
	Module{ID: "internal/webstreams/transfer"},
	Module{ID: "internal/webstreams/transform"},
	Module{ID: "internal/webstreams/writable"},
	Module{ID: "internal/zlib/constants"},
	Module{ID: "internal/zlib/handle", bind: bindZlib},
	Module{ID: "internal/zlib/kinds"},
	Module{ID: "internal/zlib/one_shot"},
	Module{ID: "internal/zlib/stream"},
)

func index(list ...Module) map[string]*Module {
	table := make(map[string]*Module, len(list))
	for _, m := range list {
		m.file = m.ID + ".js"
		table[m.ID] = &m
	}
	return table
}

func (m *Module) internal() bool { return strings.HasPrefix(m.ID, "internal/") }

func trimScheme(id string) string { return strings.TrimPrefix(id, "node:") }

// Builtins returns the ids that Lookup knows, sorted, without "node:".
func Builtins() []string {
	var ids []string
	for id, m := range modules {
		if !m.internal() {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
