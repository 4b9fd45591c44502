package kernel_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"loopbook/kernel/kerneltest"
	"loopbook/kernel/wire"
)

// kinds is the msg_types of what x published, without status.
func kinds(x *kerneltest.Exchange) []string {
	var got []string
	for _, m := range x.Published("all") {
		if m.Header.MsgType != "status" {
			got = append(got, m.Header.MsgType)
		}
	}
	return got
}

func TestExecuteInputComesFirstAndTheResultLast(t *testing.T) {
	_, client := start(t)
	x := client.Execute("print a\nshow - text/plain b\nresult c")
	if got, want := kinds(x), []string{"execute_input", "stream", "display_data", "execute_result"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	var r wire.ExecuteReply
	x.Decode(&r)
	if r.ExecutionCount != 1 || r.Payload == nil || r.UserExpressions == nil {
		t.Errorf("reply %+v", r)
	}
}

func TestTheReplysMetadataSaysWhenTheCellStarted(t *testing.T) {
	_, client := start(t)
	before := time.Now().Truncate(time.Microsecond)
	x := client.Execute("print a")
	var m struct{ Started string }
	if err := json.Unmarshal(x.Reply.Metadata, &m); err != nil {
		t.Fatal(err)
	}
	at, err := time.Parse(wire.DateLayout, m.Started)
	if err != nil || at.Before(before) || at.After(time.Now()) {
		t.Errorf("started %q (%v), sent at %v", m.Started, err, before)
	}
}

func TestOnlyStoredCellsCount(t *testing.T) {
	_, client := start(t)
	for _, c := range []struct {
		code   string
		change func(*wire.ExecuteRequest)
		want   int
	}{
		{"print a", notInHistory, 0}, {"print a", goOnOnError, 1}, {"print a", silent, 1}, {"throw E x", goOnOnError, 2},
		{"", goOnOnError, 2}, {" \n", goOnOnError, 2}, {"print a", notInHistory, 2}, {"print a", goOnOnError, 3},
	} {
		x := client.Await(execute(client, c.code, c.change))
		var r struct {
			Count json.RawMessage `json:"execution_count"`
		}
		x.Decode(&r)
		if string(r.Count) != fmt.Sprint(c.want) {
			t.Errorf("%q: execution_count %s, want %d", c.code, r.Count, c.want)
		}
		for _, m := range x.Published("execute_input") {
			if !strings.Contains(string(m.Content), fmt.Sprintf(`"execution_count":%d`, c.want)) {
				t.Errorf("%q: %s, want %d", c.code, m.Content, c.want)
			}
		}
	}
}

func TestSilentPublishesNothingButStatus(t *testing.T) {
	_, client := start(t)
	for _, code := range []string{"print a\nshow - text/plain b\nclear\nresult c", "print a\nthrow E x"} {
		x := client.Await(execute(client, code, silent, goOnOnError))
		if got := kinds(x); len(got) > 0 {
			t.Errorf("%q published %v", code, got)
		}
	}
}

func TestWithoutHistoryACellStillShowsItsOutput(t *testing.T) {
	_, client := start(t)
	x := client.Await(execute(client, "print a\nresult b", notInHistory))
	if x.Text("stdout") != "a\n" || x.Result() != "b" || len(x.Published("execute_input")) != 1 {
		t.Errorf("published %v", kinds(x))
	}
}

func TestUserExpressionsAreEvaluatedEachByItselfAlsoWithoutCode(t *testing.T) {
	_, client := start(t)
	x := client.Await(execute(client, "", func(r *wire.ExecuteRequest) {
		r.UserExpressions = map[string]string{"a": "41", "b": "throw RangeError no"}
	}))
	var r wire.ExecuteReply
	x.Decode(&r)
	got, _ := json.Marshal(r)
	want := `{"status":"ok","execution_count":0,"payload":[],"user_expressions":{` +
		`"a":{"data":{"text/plain":"41"},"metadata":{},"status":"ok"},` +
		`"b":{"ename":"RangeError","evalue":"no","status":"error","traceback":["Cell In[1], line 1","RangeError: no"]}}}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(x.Published("error")) != 0 {
		t.Error("an error of an expression is on iopub")
	}
}

func TestAFailedCellHasOneErrorAndTheSameTracebackInTheReply(t *testing.T) {
	_, client := start(t)
	x := client.Execute("throw TypeError x is not a function")
	if got, want := kinds(x), []string{"execute_input", "error"}; !slices.Equal(got, want) {
		t.Fatalf("published %v, want %v", got, want)
	}
	var r wire.ExecuteError
	x.Decode(&r)
	e := x.Err()
	if r.EName != "TypeError" || r.EValue != "x is not a function" || r.ExecutionCount != 1 || len(r.Traceback) != 2 {
		t.Errorf("reply %+v", r)
	}
	if e.EName != r.EName || e.EValue != r.EValue || !slices.Equal(e.Traceback, r.Traceback) {
		t.Errorf("iopub says %+v, the reply %+v", e, r)
	}
}

func TestAnErrorAbortsTheCellsThatAreQueuedAndNothingElse(t *testing.T) {
	_, client := start(t)
	failing := execute(client, "throw E x")
	var cells, others []*kerneltest.Exchange
	for range 5 {
		cells = append(cells, execute(client, "print must not run"))
		others = append(others, client.Send(wire.Shell, "is_complete_request", wire.IsCompleteRequest{Code: "a"}))
	}
	if client.Await(failing); failing.Status() != "error" {
		t.Fatalf("status %q", failing.Status())
	}
	for _, x := range cells {
		client.Await(x)
		if got := string(x.Reply.Content); got != `{"status":"aborted"}` {
			t.Errorf("reply %s", got)
		}
		if got := kinds(x); len(got) > 0 {
			t.Errorf("an aborted cell published %v", got)
		}
	}
	for _, x := range others {
		if client.Await(x); x.Status() != "complete" {
			t.Errorf("another request: %q", x.Status())
		}
	}
	x := client.Await(execute(client, "print runs"))
	if x.Status() != "ok" || x.Text("stdout") != "runs\n" {
		t.Errorf("the cell sent after the reply: %q %q", x.Status(), x.Text("stdout"))
	}
	var r wire.ExecuteReply
	if x.Decode(&r); r.ExecutionCount != 2 {
		t.Errorf("aborted cells counted: %d", r.ExecutionCount)
	}
}

func TestACellSentAfterTheErrorReplyAlwaysRuns(t *testing.T) {
	_, client := start(t)
	for range 20 {
		client.Await(execute(client, "throw E x"))
		if x := client.Await(execute(client, "result 1")); x.Status() != "ok" {
			t.Fatalf("status %q", x.Status())
		}
	}
}

func TestWithoutStopOnErrorTheQueueRunsOn(t *testing.T) {
	_, client := start(t)
	a, b := execute(client, "throw E x", goOnOnError), execute(client, "print runs")
	client.Await(a)
	if client.Await(b); b.Status() != "ok" {
		t.Errorf("status %q", b.Status())
	}
}

func TestLateOutputCarriesTheParentOfItsCell(t *testing.T) {
	_, client := start(t)
	first := client.Execute("later print late\nlater warn late\nlater show - text/plain late\nlater throw E late")
	if got := kinds(first); len(got) != 1 {
		t.Fatalf("published %v", got)
	}
	second := client.Execute("print a\nfire\nprint b")
	client.WaitOutput(first, "error")
	if got, want := kinds(first), []string{"execute_input", "stream", "stream", "display_data", "error"}; !slices.Equal(got, want) {
		t.Errorf("the first cell has %v, want %v", got, want)
	}
	if second.Text("stdout") != "a\nb\n" || second.Status() != "ok" {
		t.Errorf("the second cell has %q %q", second.Status(), second.Text("stdout"))
	}
}

func TestTheLanguageHearsThatACellWaits(t *testing.T) {
	_, client, script := startScripted(t)
	a := execute(client, "wait")
	client.WaitOutput(a, "execute_input")
	b := execute(client, "print b")
	c := execute(client, "print c")
	client.Send(wire.Shell, "kernel_info_request", nil)
	for !strings.HasSuffix(script.heard(), "true]") {
		time.Sleep(time.Millisecond)
	}
	client.Do(wire.Control, "interrupt_request", nil)
	client.Await(a)
	client.Await(b)
	client.Await(c)
	if got := script.heard(); !strings.HasSuffix(got, "false]") {
		t.Errorf("heard %s", got)
	}
}

func TestWhatNoFrontendTakesIsLeftOutAndSaid(t *testing.T) {
	_, client := start(t)
	x := client.Execute("show - text/x-plain number")
	if got := string(x.Published("display_data")[0].Content); got != `{"data":{"text/plain":"","text/x-plain":"number"},"metadata":{},"transient":{}}` {
		t.Errorf("got %s", got)
	}
	if got := x.Text("stderr"); !strings.Contains(got, "text/html must be a string, not a number") {
		t.Errorf("stderr %q", got)
	}
}
