package kernel_test

import (
	"slices"
	"testing"

	"loopbook/kernel/wire"
)

func TestACommForAnUnknownTargetIsClosedAtOnce(t *testing.T) {
	_, client := start(t)
	x := client.Do(wire.Shell, "comm_open", map[string]any{"comm_id": "c", "target_name": "nobody", "data": map[string]any{}})
	closed := x.Published("comm_close")
	if len(closed) != 1 || string(closed[0].Content) != `{"comm_id":"c","data":{}}` {
		t.Errorf("published %v", kinds(x))
	}
	var r wire.CommInfoReply
	if client.Ask("comm_info_request", nil, &r); len(r.Comms) != 0 {
		t.Errorf("comms %v", r.Comms)
	}
}

func TestAMessageForAnUnknownCommIsDropped(t *testing.T) {
	_, client := start(t)
	for _, kind := range []string{"comm_msg", "comm_close"} {
		x := client.Do(wire.Shell, kind, map[string]any{"comm_id": "c", "data": map[string]any{}})
		if got := kinds(x); len(got) != 0 {
			t.Errorf("%s published %v", kind, got)
		}
	}
}

func TestACommCarriesDataAndBuffersBothWaysWithItsMessageAsParent(t *testing.T) {
	_, client := start(t)
	open := client.Do(wire.Shell, "comm_open", map[string]any{"comm_id": "echo1", "target_name": "echo", "data": map[string]any{"a": 1}})
	if got := open.Text("stdout"); got != "open {\"a\":1} []\n" {
		t.Errorf("the handler printed %q", got)
	}
	msg := client.Do(wire.Shell, "comm_msg", map[string]any{"comm_id": "echo1", "data": map[string]any{"b": 2}}, []byte("buf"), []byte{0, 255})
	if got, want := kinds(msg), []string{"stream", "comm_msg"}; !slices.Equal(got, want) {
		t.Fatalf("published %v, want %v", got, want)
	}
	back := msg.Published("comm_msg")[0]
	if string(back.Content) != `{"comm_id":"echo1","data":{"echo":{"b":2}}}` {
		t.Errorf("sent back %s", back.Content)
	}
	if len(back.Buffers) != 2 || string(back.Buffers[0]) != "buf" || string(back.Buffers[1]) != "\x00\xff" {
		t.Errorf("buffers %q", back.Buffers)
	}
	var r wire.CommInfoReply
	if client.Ask("comm_info_request", nil, &r); r.Comms["echo1"].TargetName != "echo" {
		t.Errorf("comms %v", r.Comms)
	}
	client.Do(wire.Shell, "comm_close", map[string]any{"comm_id": "echo1", "data": map[string]any{}})
	r = wire.CommInfoReply{}
	if client.Ask("comm_info_request", nil, &r); len(r.Comms) != 0 {
		t.Errorf("comms %v", r.Comms)
	}
}

func TestAnErrorInACommHandlerIsShown(t *testing.T) {
	_, client := start(t)
	x := client.Do(wire.Shell, "comm_msg", map[string]any{"comm_id": "echo1", "data": map[string]any{"fail": 1}})
	if e := x.Err(); e == nil || e.EName != "TypeError" {
		t.Errorf("published %v", kinds(x))
	}
}

func TestACommOfACellHasTheCellAsParentAlsoLate(t *testing.T) {
	_, client := start(t)
	x := client.Execute("print a\ncomm open c target\nlater comm msg c")
	client.Execute("fire")
	client.WaitOutput(x, "comm_msg")
	if got, want := kinds(x), []string{"execute_input", "stream", "comm_open", "comm_msg"}; !slices.Equal(got, want) {
		t.Errorf("published %v, want %v", got, want)
	}
	if got := string(x.Published("comm_open")[0].Content); got != `{"comm_id":"c","data":{},"target_name":"target"}` {
		t.Errorf("sent %s", got)
	}
}
