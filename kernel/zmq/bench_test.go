package zmq

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"loopbook/kernel/wire"
)

// BenchmarkRoundTrip is a request of seven frames and its reply over a ROUTER, signed and checked on both sides of it.
func BenchmarkRoundTrip(b *testing.B) {
	for _, size := range []int{100, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s := listen(b, Options{})
			c := s.dial(b, wire.Shell, "DEALER", "")
			c.SetDeadline(noDeadline)
			session, err := wire.NewSession([]byte(testKey), "")
			if err != nil {
				b.Fatal(err)
			}
			go func() {
				for {
					request, err := s.Recv(context.Background(), wire.Shell)
					if err != nil {
						return
					}
					reply, err := session.New("reply", request, nil)
					if err != nil {
						b.Error(err)
					}
					reply.Identities, reply.Content = request.Identities, request.Content
					if err := s.Send(wire.Shell, reply); err != nil {
						b.Error(err)
					}
				}
			}()
			b.SetBytes(int64(size))
			for b.Loop() {
				b.StopTimer()
				_, frames := signed(b, strings.Repeat("x", size))
				b.StartTimer()
				c.send(frames...)
				c.recv()
			}
		})
	}
}

// BenchmarkPublish is a stream message to one subscriber, to the last byte it reads.
func BenchmarkPublish(b *testing.B) {
	for _, size := range []int{100, 10_000} {
		for _, subscribers := range []int{1, 3} {
			b.Run(fmt.Sprintf("%d_to_%d", size, subscribers), func(b *testing.B) {
				s := listen(b, Options{})
				done := make(chan error)
				for range subscribers {
					c := s.subscribe(b, "")
					c.SetDeadline(noDeadline)
					go func() { done <- readUntilLast(c) }()
				}
				text := strings.Repeat("x", size)
				b.SetBytes(int64(size))
				b.ReportAllocs()
				for b.Loop() {
					s.publish(b, "t", text)
				}
				s.publish(b, "last", "")
				for range subscribers {
					if err := <-done; err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
				if s.log.count("stopped reading") > 0 {
					b.Fatal("messages were dropped")
				}
			})
		}
	}
}

// readUntilLast reads messages until the topic "last".
func readUntilLast(c *client) error {
	r := bufio.NewReaderSize(c.r, 1<<16)
	for {
		_, topic, err := readFrame(r)
		if err != nil {
			return err
		}
		flags := byte(moreBit)
		for flags&moreBit != 0 {
			if flags, err = skipFrame(r); err != nil {
				return err
			}
		}
		if string(topic) == "last" {
			return nil
		}
	}
}

func skipFrame(r *bufio.Reader) (flags byte, err error) {
	var h [longHeaderSize]byte
	if _, err := io.ReadFull(r, h[:2]); err != nil {
		return 0, err
	}
	size := int(h[1])
	if h[0]&longBit != 0 {
		if _, err := io.ReadFull(r, h[2:]); err != nil {
			return 0, err
		}
		size = int(h[5])<<24 | int(h[6])<<16 | int(h[7])<<8 | int(h[8])
	}
	_, err = r.Discard(size)
	return h[0], err
}

// BenchmarkHeartbeat is a ping and its echo.
func BenchmarkHeartbeat(b *testing.B) {
	s := listen(b, Options{})
	c := s.dial(b, wire.Heartbeat, "REQ", "")
	c.SetDeadline(noDeadline)
	for b.Loop() {
		c.send(nil, []byte("ping"))
		c.recv()
	}
}
