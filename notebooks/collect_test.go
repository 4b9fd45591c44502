package notebooks

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/wire"
)

// published is an iopub message of the cell whose request was called parent.
func published(parent, msgType, content string) *wire.Message {
	return &wire.Message{
		Header:  wire.Header{MsgType: msgType},
		Parent:  json.RawMessage(fmt.Sprintf(`{"msg_id": %q}`, parent)),
		Content: json.RawMessage(content),
	}
}

// The rules are nbclient's: one line of the input is "cell type content", the outputs are those of cells a and b.
func TestOutputsAreGatheredAsNbclientDoes(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"streams of one name are one output", `
			a stream {"name": "stdout", "text": "1"}
			a stream {"name": "stdout", "text": "2"}
			a stream {"name": "stderr", "text": "3"}
			a stream {"name": "stdout", "text": "4"}`,
			"a stdout: 12\na stderr: 3\na stdout: 4"},
		{"late output goes to its own cell", `
			b stream {"name": "stdout", "text": "b"}
			a stream {"name": "stdout", "text": "a"}
			? stream {"name": "stdout", "text": "nobody"}`,
			"a stdout: a\nb stdout: b"},
		{"clear_output at once", `
			a stream {"name": "stdout", "text": "old"}
			a clear_output {"wait": false}
			a stream {"name": "stdout", "text": "new"}`,
			"a stdout: new"},
		{"clear_output waits for the next output", `
			a stream {"name": "stdout", "text": "old"}
			a clear_output {"wait": true}
			a stream {"name": "stdout", "text": "new"}`,
			"a stdout: new"},
		{"clear_output that waits in vain changes nothing", `
			a stream {"name": "stdout", "text": "old"}
			a clear_output {"wait": true}`,
			"a stdout: old"},
		{"an update reaches displays of any cell", `
			a display_data {"data": {"text/plain": "1"}, "metadata": {}, "transient": {"display_id": "x"}}
			b display_data {"data": {"text/plain": "other"}, "metadata": {}, "transient": {"display_id": "y"}}
			b update_display_data {"data": {"text/plain": "2"}, "metadata": {}, "transient": {"display_id": "x"}}`,
			"a display_data: text/plain: 2\nb display_data: text/plain: other"},
		{"a display with a known id updates the earlier ones", `
			a display_data {"data": {"text/plain": "1"}, "transient": {"display_id": "x"}}
			b display_data {"data": {"text/html": "2"}, "transient": {"display_id": "x"}}`,
			"a display_data: text/html: 2\nb display_data: text/html: 2"},
		{"results and errors", `
			a execute_result {"execution_count": 3, "data": {"text/plain": "r"}, "metadata": {}}
			a error {"ename": "E", "evalue": "v", "traceback": ["t", "u"]}
			a status {"execution_state": "idle"}
			a execute_input {"code": "", "execution_count": 1}`,
			"a execute_result: text/plain: r\na error: E: v|t|u"},
	} {
		got := gathered(t, c.in)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func gathered(t *testing.T, in string) string {
	t.Helper()
	c := newCollector()
	cells := map[string]*gathering{}
	for _, name := range []string{"a", "b"} {
		cells[name] = c.begin(&wire.Message{Header: wire.Header{MsgID: name}})
	}
	for line := range strings.Lines(strings.TrimSpace(in)) {
		f := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if err := c.take(published(f[0], f[1], f[2])); err != nil {
			t.Fatal(err)
		}
	}
	var out []string
	for _, name := range []string{"a", "b"} {
		for _, o := range cells[name].outputs {
			s := strings.Replace(o.normal(), ": \n", ": ", 1)
			out = append(out, name+" "+strings.ReplaceAll(s, "\n", "|"))
		}
	}
	return strings.Join(out, "\n")
}

func TestAKernelThatTalksNonsenseIsAnError(t *testing.T) {
	c := newCollector()
	c.begin(&wire.Message{Header: wire.Header{MsgID: "a"}})
	for _, content := range []string{"", "3", "{"} {
		if err := c.take(published("a", "stream", content)); err == nil {
			t.Errorf("%q was taken", content)
		}
	}
}
