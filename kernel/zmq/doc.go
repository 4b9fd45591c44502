// Package zmq is the five ZeroMQ sockets a Jupyter kernel listens on: ROUTER for shell, control and stdin, XPUB for
// iopub, and an echo for the heartbeat. It knows frames and signatures, not what messages mean; that is package
// kernel's business.
//
// ZMTP, the protocol on the wire, comes from go-zeromq/zmq4: the handshake, reading and writing messages. That
// library's own sockets are not used, because there one silent, slow or hostile peer stops all the others. Here each
// connection stands for itself:
//
//	             accept      a goroutine for each connection, 5 s for its handshake, a cap on their number
//	                │
//	┌───────────────┴──────────────────── one for each peer ───────────────────────────────────┐
//	│  net.Conn ── guard ── zmq4.Conn ─┬─ reader ──> decode, check HMAC ──┐                    │
//	│             limits,              │                                  │                    │
//	│             commands,            └─ writer <── bounded queue <──┐   │                    │
//	│             buffers                                             │   │                    │
//	└─────────────────────────────────────────────────────────────────┼───┼────────────────────┘
//	                                                            Send ─┘   └─> Recv
//
// What a peer can do to others: nothing. It may send garbage (refused before anything is allocated for it), stay
// silent (closed after 5 s, or idle at the price of a few kilobytes), stop reading (it holds up a sender for 300 ms
// once, then messages to it are dropped and counted until it reads again), vanish, come back under the same identity
// (it takes over), or claim somebody else's identity (it gets nowhere without a signed message).
//
//	sockets, err := zmq.Listen(info, session, zmq.Options{Log: log})
//	request, err := sockets.Recv(ctx, wire.Shell)
//	err = sockets.Send(wire.Shell, reply)
//	err = sockets.Close(time.Second)
package zmq
