package kernel_test

import (
	"encoding/json"
	"slices"
	"testing"
	"unicode/utf16"

	"loopbook/kernel/wire"
)

func utf16Of(s string) []uint16      { return utf16.Encode([]rune(s)) }
func stringOf(units []uint16) string { return string(utf16.Decode(units)) }

func TestCompletionCountsCodePointsAndClamps(t *testing.T) {
	_, client := start(t)
	for _, c := range []struct {
		code        string
		cursor      int
		first       string // the first match, "" for none
		start, end  int    // in code points
		utf16Start_ int    // in the types, which VS Code reads
	}{
		{"x ab", 4, "abab", 2, 4, 2},
		{"x abc", 4, "abab", 2, 4, 2},
		{"😀 a😀", 4, "a😀a😀", 2, 4, 3},
		{"😀😀 b", 4, "bb", 3, 4, 5},
		{"ab", 99, "abab", 0, 2, 0},
		{"ab", -5, "", 0, 0, 0},
		{"", 0, "", 0, 0, 0},
	} {
		var r wire.CompleteReply
		client.Ask("complete_request", wire.CompleteRequest{Code: c.code, CursorPos: c.cursor}, &r)
		first := append(r.Matches, "")[0]
		if first != c.first || r.CursorStart != c.start || r.CursorEnd != c.end {
			t.Errorf("%q at %d: got %+v", c.code, c.cursor, r)
		}
		types := r.Metadata["_jupyter_types_experimental"]
		if c.first == "" {
			if types != nil {
				t.Errorf("%q: types without matches: %v", c.code, types)
			}
			continue
		}
		list := types.([]any)
		item := list[0].(map[string]any)
		if len(list) != len(r.Matches) || item["text"] != c.first || item["type"] != "function" || item["start"] != float64(c.utf16Start_) {
			t.Errorf("%q: types %v for matches %v", c.code, types, r.Matches)
		}
	}
}

func TestInspectGetsUTF16AndNotFoundIsNoError(t *testing.T) {
	_, client := start(t)
	var r wire.InspectReply
	client.Ask("inspect_request", wire.InspectRequest{Code: "😀x", CursorPos: 1, DetailLevel: 1}, &r)
	if !r.Found || r.Data["text/plain"] != "3 units, cursor 2, detail 1" {
		t.Errorf("got %+v", r)
	}
	r = wire.InspectReply{}
	x := client.Ask("inspect_request", wire.InspectRequest{}, &r)
	if r.Status != "ok" || r.Found || string(x.Reply.Content) != `{"status":"ok","found":false,"data":{},"metadata":{}}` {
		t.Errorf("got %s", x.Reply.Content)
	}
}

func TestIndentComesOnlyWithIncomplete(t *testing.T) {
	_, client := start(t)
	for code, want := range map[string]string{
		"a {": `{"indent":"  ","status":"incomplete"}`,
		"a":   `{"status":"complete"}`,
		"a }": `{"status":"invalid"}`,
	} {
		x := client.Do(wire.Shell, "is_complete_request", wire.IsCompleteRequest{Code: code})
		if string(x.Reply.Content) != want {
			t.Errorf("%q: got %s", code, x.Reply.Content)
		}
	}
}

func TestALoopThatIsStuckCompletesWithNothing(t *testing.T) {
	_, client := start(t)
	for range 2 { // the second question is not even asked
		var r wire.CompleteReply
		client.Ask("complete_request", wire.CompleteRequest{Code: "x stuck", CursorPos: 7}, &r)
		if r.Status != "ok" || len(r.Matches) != 0 || r.CursorStart != 7 || r.CursorEnd != 7 {
			t.Errorf("got %+v", r)
		}
	}
}

func TestHistory(t *testing.T) {
	_, client := start(t)
	for _, code := range []string{"print a", "result 2", "print a", "throw E x", "print b"} {
		client.Execute(code)
	}
	client.Await(execute(client, "print hidden", silent))
	client.Await(execute(client, "print hidden", notInHistory))
	client.Execute("  ")
	for _, c := range []struct{ request, want string }{
		{`{"hist_access_type":"tail","n":2}`, `[[1,4,"throw E x"],[1,5,"print b"]]`},
		{`{"hist_access_type":"tail","n":99,"output":true}`,
			`[[1,1,["print a",null]],[1,2,["result 2","2"]],[1,3,["print a",null]],[1,4,["throw E x",null]],[1,5,["print b",null]]]`},
		{`{"hist_access_type":"range","session":1,"start":2,"stop":3}`, `[[1,2,"result 2"]]`},
		{`{"hist_access_type":"range","session":0,"start":4}`, `[[1,4,"throw E x"],[1,5,"print b"]]`},
		{`{"hist_access_type":"range","session":0,"start":-2,"stop":null}`, `[[1,4,"throw E x"],[1,5,"print b"]]`},
		{`{"hist_access_type":"range","session":0,"start":1,"stop":-4}`, `[[1,1,"print a"]]`},
		{`{"hist_access_type":"range","session":7,"start":1,"stop":3}`, `[]`},
		{`{"hist_access_type":"search","pattern":"print*"}`, `[[1,1,"print a"],[1,3,"print a"],[1,5,"print b"]]`},
		{`{"hist_access_type":"search","pattern":"print ?","unique":true}`, `[[1,3,"print a"],[1,5,"print b"]]`},
		{`{"hist_access_type":"search","pattern":"*","n":1}`, `[[1,5,"print b"]]`},
		{`{"hist_access_type":"search","pattern":"print"}`, `[]`},
	} {
		x := client.Do(wire.Shell, "history_request", json.RawMessage(c.request))
		var r struct{ History json.RawMessage }
		x.Decode(&r)
		if string(r.History) != c.want {
			t.Errorf("%s: got %s, want %s", c.request, r.History, c.want)
		}
	}
}

func TestCommInfoListsOneTargetOrAll(t *testing.T) {
	_, client := start(t)
	client.Execute("comm open a t1\ncomm open b t2\ncomm open c t1\ncomm close c")
	for target, want := range map[string][]string{"": {"a", "b"}, "t1": {"a"}, "t3": {}} {
		var r wire.CommInfoReply
		client.Ask("comm_info_request", wire.CommInfoRequest{TargetName: target}, &r)
		var got []string
		for id, c := range r.Comms {
			got = append(got, id)
			if target != "" && c.TargetName != target {
				t.Errorf("%s has target %s", id, c.TargetName)
			}
		}
		if slices.Sort(got); !slices.Equal(got, want) && len(want)+len(got) > 0 {
			t.Errorf("%q: got %v, want %v", target, got, want)
		}
	}
}
