package kerneltest

import (
	"context"
	"testing"
	"time"

	"loopbook/kernel"
	"loopbook/kernel/wire"
)

// exitLimit is how long a kernel may take from shutdown_request to the end of Run: jupyter_client then sends SIGTERM.
const exitLimit = 2500 * time.Millisecond

// A Server is a kernel that runs for a test.
type Server struct {
	*Conn
	Kernel *kernel.Kernel

	t     testing.TB
	first *Client
	ended chan struct{}
	err   error // of Run; read after ended is closed
}

// Start runs a kernel on a connection in memory until the end of the test.
func Start(t testing.TB, cfg kernel.Config) *Server {
	t.Helper()
	conn, session := NewConn(t)
	return Serve(t, conn, kernel.New(conn, session, cfg))
}

// Serve runs k, which was made for conn, until the end of the test.
func Serve(t testing.TB, conn *Conn, k *kernel.Kernel) *Server {
	t.Helper()
	s := &Server{Conn: conn, Kernel: k, t: t, first: conn.Client("first"), ended: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		defer close(s.ended)
		s.err = k.Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		if err := s.Wait(); err != nil {
			t.Errorf("the kernel ended with an error: %v", err)
		}
	})
	return s
}

// Client returns the client that has been there since before the kernel started.
func (s *Server) Client() *Client { return s.first }

// Wait waits until Run has returned and returns its error.
func (s *Server) Wait() error {
	s.t.Helper()
	select {
	case <-s.ended:
		return s.err
	case <-time.After(exitLimit):
		s.t.Fatalf("the kernel still runs %v after it was told to end\n%s", exitLimit, s.first.dump())
		return nil
	}
}

// Shutdown sends shutdown_request and waits for the end of the kernel.
func (s *Server) Shutdown(restart bool) *Exchange {
	s.t.Helper()
	x := s.first.Do(wire.Control, "shutdown_request", wire.ShutdownRequest{Restart: restart})
	if err := s.Wait(); err != nil {
		s.t.Errorf("the kernel ended with an error: %v", err)
	}
	return x
}
