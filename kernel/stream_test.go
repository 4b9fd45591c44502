package kernel_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"loopbook/kernel"
	"loopbook/kernel/wire"
)

func TestAHundredThousandLinesAreFewMessagesAndAllThere(t *testing.T) {
	_, client := start(t)
	const n = 100_000
	x := client.Execute(fmt.Sprintf("lines %d\nresult end", n))
	if got := len(x.Published("stream")); got >= 1000 {
		t.Errorf("%d stream messages", got)
	}
	lines := strings.Split(strings.TrimSuffix(x.Text("stdout"), "\n"), "\n")
	if len(lines) != n || lines[0] != "line 0" || lines[n-1] != fmt.Sprintf("line %d", n-1) {
		t.Errorf("%d lines, from %q to %q", len(lines), lines[0], lines[len(lines)-1])
	}
	if all := x.Published(""); all[len(all)-1].Header.MsgType != "execute_result" {
		t.Error("the result is not the last output")
	}
}

func TestOrderBetweenStdoutAndStderrIsKept(t *testing.T) {
	_, client := start(t)
	x := client.Execute("flip 200")
	if got := interleaved(t, x.Published("stream")); got != numbered(200) {
		t.Errorf("got %.300q", got)
	}
}

// A server throws lines away beyond its limit; two streams that alternate without end are then kept apart instead.
func TestManySwitchesOfStreamStayBelowAServersLimit(t *testing.T) {
	_, client := start(t)
	const n = 60_000
	x := client.Execute(fmt.Sprintf("flip %d", n))
	if got := len(x.Published("stream")); got > 2900 {
		t.Errorf("%d stream messages", got)
	}
	for _, name := range []string{"stdout", "stderr"} {
		lines := strings.Split(strings.TrimSuffix(x.Text(name), "\n"), "\n")
		if len(lines) != n/2 {
			t.Errorf("%s has %d lines", name, len(lines))
		}
		last := -1
		for _, line := range lines {
			var i int
			fmt.Sscanf(line, "line %d", &i)
			if i <= last {
				t.Fatalf("%s: line %d after %d", name, i, last)
			}
			last = i
		}
	}
}

func TestEverythingElseComesAfterWhatWasPrintedBefore(t *testing.T) {
	_, client := start(t)
	x := client.Execute("print 1\nshow - text/plain 2\nprint 3\nwarn 4\nclear wait\nprint 5\nshow d text/plain 6\nupdate d 7\nprint 8\nthrow E 9")
	var got []string
	for _, m := range x.Published("") {
		got = append(got, m.Header.MsgType)
	}
	want := "stream display_data stream stream clear_output stream display_data update_display_data stream error"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

func TestOutputOfACellThatRunsOnIsFlushedByTime(t *testing.T) {
	_, client := start(t)
	x := execute(client, "print early\nspin")
	client.WaitOutput(x, "stream")
	client.Do(wire.Control, "interrupt_request", nil)
	client.Await(x)
}

func TestOneLargeWriteArrivesWhole(t *testing.T) {
	_, client := start(t)
	text := strings.Repeat("é", 1<<20)
	x := client.Execute("print " + text)
	if x.Text("stdout") != text+"\n" {
		t.Errorf("%d bytes arrived", len(x.Text("stdout")))
	}
}

func TestHalfASurrogatePairIsReplaced(t *testing.T) {
	_, client := start(t)
	m := &wire.Message{Header: wire.Header{MsgID: "m", MsgType: "execute_request"}, Content: json.RawMessage(`{"code":"print a\ud800b\nresult \udc00"}`)}
	x := client.Await(client.SendMessage(wire.Shell, m))
	if x.Text("stdout") != "a\ufffdb\n" || x.Result() != "\ufffd" {
		t.Errorf("got %q %q", x.Text("stdout"), x.Result())
	}
}

func TestUpdatesNameTheirDisplay(t *testing.T) {
	_, client := start(t)
	x := client.Execute("show d text/html <b>\nupdate d new")
	if got := string(x.Published("update_display_data")[0].Content); got != `{"data":{"text/plain":"new"},"metadata":{},"transient":{"display_id":"d"}}` {
		t.Errorf("got %s", got)
	}
	if got := string(x.Published("display_data")[0].Content); !strings.Contains(got, `"transient":{"display_id":"d"}`) {
		t.Errorf("got %s", got)
	}
}

func TestAFrontendThatDoesNotReadSlowsTheCellDownButNotControl(t *testing.T) {
	server, client := start(t)
	client.Execute("print warm")
	server.Stall(true)
	x := execute(client, "flood 25") // more than may be queued
	info := client.Send(wire.Control, "kernel_info_request", nil)
	client.WaitFor("kernel_info_reply", func(m *wire.Message) bool { return m.Header.MsgType == "kernel_info_reply" })
	server.Stall(false)
	client.Await(info)
	client.Await(x)
	if got := len(x.Text("stdout")); got < 2*kernel.MaxOutbox {
		t.Errorf("%d bytes arrived", got)
	}
}

// interleaved joins the streams in the order of arrival.
func interleaved(t *testing.T, messages []*wire.Message) string {
	t.Helper()
	var b strings.Builder
	for _, m := range messages {
		var s wire.Stream
		if err := json.Unmarshal(m.Content, &s); err != nil {
			t.Fatal(err)
		}
		b.WriteString(s.Text)
	}
	return b.String()
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "line %d\n", i)
	}
	return b.String()
}

func TestWhatNoCellPrintedIsShownUnderTheNewest(t *testing.T) {
	_, client, script := startScripted(t)
	first := client.Execute("print a")
	client.Await(execute(client, "print hidden", silent))
	fmt.Fprintln(script.cfg.Stdout, "orphan")
	client.WaitFor("orphan", func(m *wire.Message) bool { return strings.Contains(string(m.Content), "orphan") })
	if first.Text("stdout") != "a\norphan\n" {
		t.Errorf("got %q", first.Text("stdout"))
	}
}
