package kernel_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"loopbook/kernel/kerneltest/tools"
)

// policy says which package may import what: ours, then modules from outside (a path in full or a prefix of it up to a
// slash). A new line or word needs its reason beside it, in the commit that needs the edge. Tests may import more.
const policy = `
	kernel/wire               <                                                                          ; github.com/google/uuid
	kernel/zmq                < kernel/wire                                                              ; github.com/go-zeromq/zmq4
	scheduler                 <                                                                          ;
	display                   < scheduler                                                                ; google.golang.org/protobuf/encoding/protowire
	display/inspect           <                                                                          ; github.com/dop251/goja golang.org/x/text/unicode/norm
	kernel/realm/lower/syntax <                                                                          ; github.com/dop251/goja/ast github.com/dop251/goja/file github.com/dop251/goja/parser github.com/dop251/goja/token
	kernel/realm/lower        < kernel/realm/lower/syntax                                                ; github.com/evanw/esbuild github.com/go-sourcemap/sourcemap github.com/dop251/goja/ast github.com/dop251/goja/file github.com/dop251/goja/parser github.com/dop251/goja/token github.com/dop251/goja/unistring
	kernel/realm/order        <                                                                          ;
	kernel/realm/inside       <                                                                          ; github.com/dop251/goja
	kernel/realm/culprit      < kernel/realm/lower/syntax                                                ;
	kernel/realm/node         < scheduler display/inspect                                                ; github.com/dop251/goja github.com/google/uuid github.com/nlnwa/whatwg-url golang.org/x github.com/andybalholm/brotli github.com/klauspost/compress/zstd
	kernel/realm/es/pattern   <                                                                          ;
	kernel/realm/es/intl      <                                                                          ;
	kernel/realm/es           < kernel/realm/es/pattern kernel/realm/es/intl                             ; github.com/dop251/goja golang.org/x/text/collate golang.org/x/text/language
	kernel/realm              < scheduler display display/inspect kernel/realm/es kernel/realm/lower kernel/realm/lower/syntax kernel/realm/node kernel/realm/inside kernel/realm/culprit ; github.com/dop251/goja github.com/google/uuid
	kernel                    < kernel/wire kernel/realm display                                         ;
	kernel/kerneltest         < kernel kernel/wire                                                       ;
	kernel/kerneltest/tools   <                                                                          ;
	kernel/kerneltest/clients <                                                                          ;
	kernel/kerneltest/packages <                                                                         ;
	notebooks                 < kernel kernel/wire                                                       ; github.com/alecthomas/chroma github.com/yuin/goldmark github.com/vbauerster/mpb
	install                   <                                                                          ;
	cmd/kernel                < kernel kernel/wire kernel/zmq kernel/realm install notebooks display     ; github.com/spf13/cobra github.com/vbauerster/mpb golang.org/x/sys
`

// reasons for the edges that the layout alone does not explain:
//
//	display          protowire: traces as Perfetto reads them
//	display/inspect  x/text: the width of composed characters, as util.inspect measures it
//	kernel/realm     uuid: ids of comms and displays that a program opens; lower/syntax: which kind of node an error happened in
//	realm/inside     a package of its own: the one that reads goja's private state, tested without a realm
//	realm/culprit    a package of its own: text in, text out; what V8 writes for an expression is tested without running it
//	realm/es/intl    a package of its own: what languages write, tested and generated without a runtime
//	realm/es         x/text: the order of words in a language
//	realm/lower      sourcemap: esbuild says where its output comes from in that form
//	realm/node       uuid: crypto.randomUUID and blob URLs; whatwg-url: the URL standard is a parser of its own; x/text, x/net: encodings and host names;
//	                 brotli, zstd: formats of zlib that the standard library lacks
//	notebooks        chroma, goldmark: notebooks as pages; mpb: progress of a long run
//	cmd/kernel       realm: running a script needs no kernel

// TestImportsFollowThePolicy holds the layout: who may know whom.
func TestImportsFollowThePolicy(t *testing.T) {
	allowed := parsePolicy(t)
	list := exec.Command("go", "list", "-e", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...")
	list.Dir = tools.Root()
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		name := strings.TrimPrefix(words[0], "loopbook/")
		may, known := allowed[name]
		if !known {
			t.Errorf("package %s is not in the policy", name)
			continue
		}
		for _, path := range words[1:] {
			if !may.allows(path) {
				t.Errorf("%s must not import %s", name, path)
			}
		}
	}
}

// edges is one line of the policy.
type edges struct{ ours, outside []string }

func parsePolicy(t *testing.T) map[string]edges {
	t.Helper()
	all := map[string]edges{}
	for line := range strings.Lines(strings.TrimSpace(policy)) {
		name, rest, ok := strings.Cut(line, "<")
		ours, outside, ok2 := strings.Cut(rest, ";")
		if !ok || !ok2 {
			t.Fatalf("not a line of the policy: %q", line)
		}
		all[strings.TrimSpace(name)] = edges{strings.Fields(ours), strings.Fields(outside)}
	}
	return all
}

func (e edges) allows(path string) bool {
	if ours, ok := strings.CutPrefix(path, "loopbook/"); ok {
		return slices.Contains(e.ours, ours)
	}
	first, _, _ := strings.Cut(path, "/")
	if !strings.Contains(first, ".") {
		return true // the standard library
	}
	return slices.ContainsFunc(e.outside, func(module string) bool {
		return path == module || strings.HasPrefix(path, module+"/")
	})
}

// The policy itself has no cycle and names every package that it allows.
func TestThePolicyIsALattice(t *testing.T) {
	all := parsePolicy(t)
	state := map[string]int{}
	var visit func(string)
	visit = func(name string) {
		if state[name] == 1 {
			t.Fatalf("%s imports itself", name)
		}
		e, known := all[name]
		if !known {
			t.Fatalf("%s has no line", name)
		}
		if state[name] == 2 {
			return
		}
		state[name] = 1
		for _, other := range e.ours {
			visit(other)
		}
		state[name] = 2
	}
	for name := range all {
		visit(name)
	}
}
