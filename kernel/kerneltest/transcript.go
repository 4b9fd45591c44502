package kerneltest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"loopbook/kernel/wire"
)

// A transcript is a txtar file that a person can write: what a frontend asks, one request after the other, and what
// the kernel says to it.
//
//	-- cell 1 --                              source of an execute_request
//	-- cell 2 {"silent": true} --             the same with other fields of its content
//	-- shell 3 history_request --             content of another request, as JSON
//	-- control 4 interrupt_request --
//	-- iopub 1 --                             msg_type and content, a line for each message, late output included
//	-- reply 1 --                             the same for the reply
//
// Text printed to one stream without anything in between is joined: how it is cut into messages is a matter of time.

// Transcript runs the requests of a file and compares what came with what the file says; with update it writes the
// file instead.
func Transcript(t *testing.T, client *Client, path string, update bool) {
	t.Helper()
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	old := parseArchive(want)
	exchanges := make([]*Exchange, len(old.sections))
	for i, s := range old.sections {
		if s.isStep() {
			exchanges[i] = client.step(s)
		}
	}
	now := &archive{comment: old.comment}
	for i, x := range exchanges {
		if x == nil {
			continue
		}
		s := old.sections[i]
		now.sections = append(now.sections, s)
		now.add("iopub "+s.id(), x.lines(x.Published("all")))
		if m := x.reply(); m != nil {
			now.add("reply "+s.id(), x.lines([]*wire.Message{m}))
		}
	}
	got := now.format()
	if bytes.Equal(got, want) {
		return
	}
	if !update {
		t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
		return
	}
	if err := os.WriteFile(path, got, 0o644); err != nil {
		t.Fatal(err)
	}
}

// A Cell is a cell of a transcript and what it prints on stdout.
type Cell struct{ Source, Stdout string }

// Printed reads the cells of a transcript, for an oracle to confirm, and its comment.
func Printed(t testing.TB, path string) (comment string, cells []Cell) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := parseArchive(data)
	for i, s := range a.sections {
		if !strings.HasPrefix(s.name, "cell ") || i+1 == len(a.sections) {
			continue
		}
		c := Cell{Source: string(s.data)}
		for line := range bytes.Lines(a.sections[i+1].data) {
			if content, ok := bytes.CutPrefix(line, []byte("stream ")); ok && streamOf(content).Name == "stdout" {
				c.Stdout += streamOf(content).Text
			}
		}
		cells = append(cells, c)
	}
	return string(a.comment), cells
}

// isStep tells requests from what came for them.
func (s section) isStep() bool {
	return !strings.HasPrefix(s.name, "iopub ") && !strings.HasPrefix(s.name, "reply ")
}

func (s section) id() string { return strings.Fields(s.name + " ? ?")[1] }

// step sends the request of one section and waits until it is over.
func (c *Client) step(s section) *Exchange {
	c.t.Helper()
	words := append(strings.SplitN(s.name, " ", 3), "", "")
	switch words[0] {
	case "cell":
		content := map[string]any{"code": strings.TrimSuffix(string(s.data), "\n"), "stop_on_error": false}
		if words[2] != "" {
			if err := json.Unmarshal([]byte(words[2]), &content); err != nil {
				c.t.Fatalf("section %q: %v", s.name, err)
			}
		}
		return c.Do(wire.Shell, "execute_request", content)
	case "shell":
		return c.Do(wire.Shell, words[2], json.RawMessage(bytes.TrimSpace(s.data)))
	case "control":
		return c.Do(wire.Control, words[2], json.RawMessage(bytes.TrimSpace(s.data)))
	}
	c.t.Fatalf("section %q is none of cell, shell, control", s.name)
	return nil
}

// lines is a line for each message.
func (x *Exchange) lines(messages []*wire.Message) []byte {
	var b bytes.Buffer
	for i := 0; i < len(messages); i++ {
		content := messages[i].Content
		for i+1 < len(messages) && sameStream(messages[i], messages[i+1]) {
			content = joined(content, messages[i+1].Content)
			i++
		}
		fmt.Fprintf(&b, "%s %s\n", messages[i].Header.MsgType, normal(content))
	}
	return b.Bytes()
}

func sameStream(a, b *wire.Message) bool {
	return a.Header.MsgType == "stream" && b.Header.MsgType == "stream" && streamOf(a.Content).Name == streamOf(b.Content).Name
}

func joined(a, b json.RawMessage) json.RawMessage {
	s := streamOf(a)
	s.Text += streamOf(b).Text
	raw, err := wire.Object(s)
	if err != nil {
		panic(err) // two strings
	}
	return raw
}

func streamOf(raw json.RawMessage) (s wire.Stream) {
	_ = json.Unmarshal(raw, &s) // Check has complained
	return s
}

// unstable is what differs from run to run: this machine and this process.
var unstable = regexp.MustCompile(`"(pid|cpu_count|kernel_cpu|kernel_memory|host_cpu_percent|hostname)":("[^"]*"|[\d.]+)`)

// normal is content with sorted keys and without what differs from run to run.
func normal(content json.RawMessage) []byte {
	var v any
	d := json.NewDecoder(bytes.NewReader(content))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return content
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return content
	}
	return unstable.ReplaceAll(bytes.TrimSpace(b.Bytes()), []byte(`"$1":"…"`))
}
