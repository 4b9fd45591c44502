package kernel_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"loopbook/kernel"
	"loopbook/kernel/kerneltest"
	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

// faulty is a connection on which something does not work.
type faulty struct {
	*kerneltest.Conn
	recv func(wire.Channel) error
	send func(wire.Channel, *wire.Message) error
}

func (f faulty) Recv(ctx context.Context, ch wire.Channel) (*wire.Message, error) {
	if err := f.recv(ch); err != nil {
		return nil, err
	}
	return f.Conn.Recv(ctx, ch)
}

func (f faulty) Send(ch wire.Channel, m *wire.Message) error {
	if err := f.send(ch, m); err != nil {
		return err
	}
	return f.Conn.Send(ch, m)
}

func TestAChannelThatFailsIsTheErrorOfRun(t *testing.T) {
	for _, broken := range []wire.Channel{wire.Shell, wire.Control, wire.Stdin} {
		conn, session := kerneltest.NewConn(t)
		f := faulty{conn,
			func(ch wire.Channel) error {
				if ch == broken {
					return errors.New("cable unplugged")
				}
				return nil
			},
			func(wire.Channel, *wire.Message) error { return nil }}
		k := kernel.NewWithEngine(f, session, kernel.Config{}, func(cfg realm.Config) (kernel.Engine, error) { return newScripted(cfg), nil })
		err := k.Run(t.Context())
		if err == nil || !strings.Contains(err.Error(), broken.String()+" channel: cable unplugged") {
			t.Errorf("got %v", err)
		}
	}
}

func TestAReplyThatCannotBeDeliveredHarmsNobody(t *testing.T) {
	conn, session := kerneltest.NewConn(t)
	f := faulty{conn, func(wire.Channel) error { return nil }, func(_ wire.Channel, m *wire.Message) error {
		if m.Header.MsgType == "kernel_info_reply" {
			return errors.New("the client is gone")
		}
		return nil
	}}
	k := kernel.NewWithEngine(f, session, kernel.Config{}, func(cfg realm.Config) (kernel.Engine, error) { return newScripted(cfg), nil })
	client := kerneltest.Serve(t, conn, k).Client()
	client.Do(wire.Shell, "kernel_info_request", nil)
	client.Do(wire.Control, "kernel_info_request", nil)
	if x := client.Execute("print alive"); x.Text("stdout") != "alive\n" {
		t.Errorf("afterwards a cell prints %q", x.Text("stdout"))
	}
}
