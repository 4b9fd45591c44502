package node

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// journal is a sink that writes down what a parser finds.
type journal struct {
	strings.Builder
	open bool // a body was begun: its pieces are joined
	skip httpVerdict
}

func (j *journal) line(format string, args ...any) {
	if j.open {
		j.WriteString("\n")
	}
	j.open = false
	fmt.Fprintf(j, format+"\n", args...)
}

func (j *journal) head(m *httpMessage) (httpVerdict, error) {
	j.line("head %s %s %d %s %d.%d keep=%v upgrade=%v body=%v", m.method, m.url, m.status, m.reason, m.major, m.minor, m.keepAlive, m.upgrade, m.hasBody)
	eachHeader(m.headers, func(name, value string) { j.line("  %s: %q", name, value) })
	if m.upgrade {
		return httpUpgrade, nil
	}
	return j.skip, nil
}

func (j *journal) body(b []byte) error {
	if !j.open {
		j.WriteString("body ")
	}
	j.open = true
	fmt.Fprintf(j, "%q", b)
	return nil
}

func (j *journal) complete(trailers string) error {
	j.line("complete %q", trailers)
	return nil
}

// parsed runs a parser over pieces and returns its journal with how it ended. The places of errors are those of the whole.
func parsed(response bool, pieces ...string) string {
	j := new(journal)
	p := newHTTPParser(response, j, 0, false)
	for _, piece := range pieces {
		n, err := p.execute([]byte(piece))
		var bad *httpError
		if errors.As(err, &bad) {
			j.line("error %s %s", bad.code, bad.reason)
			return j.String()
		}
		if n < len(piece) {
			j.line("rest %q", piece[n:])
			return j.String()
		}
	}
	if err := p.finish(); err != nil {
		j.line("error %v", err)
	}
	return j.String()
}

var httpMessages = []struct {
	name     string
	response bool
	text     string
	want     string
}{
	{"request", false, "GET /a?b HTTP/1.1\r\nHost: x\r\nA:  b \t\r\n\r\n", "head GET /a?b 0  1.1 keep=true upgrade=false body=false\n  Host: \"x\"\n  A: \"b\"\ncomplete \"\"\n"},
	{"length", false, "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.0\r\n\r\n",
		"head POST / 0  1.1 keep=true upgrade=false body=true\n  Content-Length: \"3\"\nbody \"abc\"\ncomplete \"\"\nhead GET / 0  1.0 keep=false upgrade=false body=false\ncomplete \"\"\n"},
	{"chunks", true, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: v\r\n\r\n",
		"head   200 OK 1.1 keep=true upgrade=false body=true\n  Transfer-Encoding: \"chunked\"\nbody \"abc\"\ncomplete \"T\\x00v\\x00\"\n"},
	{"open", true, "HTTP/1.1 200 OK\r\n\r\nabc", "head   200 OK 1.1 keep=false upgrade=false body=true\nbody \"abc\"\ncomplete \"\"\n"},
	{"no body", true, "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204\r\n\r\n",
		"head   304 Not Modified 1.1 keep=true upgrade=false body=true\n  Content-Length: \"5\"\ncomplete \"\"\nhead   100 Continue 1.1 keep=true upgrade=false body=false\ncomplete \"\"\nhead   204  1.1 keep=true upgrade=false body=false\ncomplete \"\"\n"},
	{"upgrade", false, "GET / HTTP/1.1\r\nConnection: a, Upgrade\r\nUpgrade: b\r\n\r\nrest",
		"head GET / 0  1.1 keep=true upgrade=true body=false\n  Connection: \"a, Upgrade\"\n  Upgrade: \"b\"\ncomplete \"\"\nrest \"rest\"\n"},
	{"connect", false, "CONNECT a:1 HTTP/1.1\r\n\r\nrest", "head CONNECT a:1 0  1.1 keep=true upgrade=true body=false\ncomplete \"\"\nrest \"rest\"\n"},
	{"cut off", false, "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\na",
		"head POST / 0  1.1 keep=true upgrade=false body=true\n  Content-Length: \"3\"\nbody \"a\"\nerror HPE_INVALID_EOF_STATE: Invalid EOF state\n"},
	{"bad status", true, "HTTP/1.1 2x0 OK\r\n\r\n", "error HPE_INVALID_STATUS Invalid status code\n"},
	{"not http", true, "SSH-2.0\r\n", "error HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/\n"},
}

func TestParserFindsMessages(t *testing.T) {
	for _, test := range httpMessages {
		t.Run(test.name, func(t *testing.T) {
			if got := parsed(test.response, test.text); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

// uncut drops where a body was cut, and what is left for another protocol: that depends on the pieces.
func uncut(s string) string {
	s, _, _ = strings.Cut(s, "rest ")
	return strings.ReplaceAll(s, `""`, "")
}

func TestParserDoesNotMindWhereBytesAreCut(t *testing.T) {
	for _, test := range httpMessages {
		want := uncut(parsed(test.response, test.text))
		for i := range test.text {
			if got := uncut(parsed(test.response, test.text[:i], test.text[i:])); got != want {
				t.Fatalf("%s, cut at %d: got\n%swant\n%s", test.name, i, got, want)
			}
		}
	}
}

func TestParserRefusesHeadsWithoutEnd(t *testing.T) {
	p := newHTTPParser(false, new(journal), 100, false)
	var bad *httpError
	for range 20 {
		if _, err := p.execute([]byte("GET /aaaaaaaaaa")); errors.As(err, &bad) {
			break
		}
	}
	if bad == nil || bad.code == "HPE_INTERNAL" {
		t.Fatalf("a head that never ends was taken: %v", bad)
	}
}

func FuzzParser(f *testing.F) {
	for _, test := range httpMessages {
		f.Add(test.response, []byte(test.text), 5)
	}
	f.Fuzz(func(t *testing.T, response bool, text []byte, cut int) {
		cut = max(0, min(cut, len(text)))
		whole := parsed(response, string(text))
		pieces := parsed(response, string(text[:cut]), string(text[cut:]))
		if len(whole) == 0 != (len(pieces) == 0) {
			t.Errorf("cut at %d: %q, whole: %q", cut, pieces, whole)
		}
	})
}
