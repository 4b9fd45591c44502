package wire

// A Channel is one of the five sockets between a frontend and a kernel.
type Channel int

// The channels, in the order in which this package and its users list them.
const (
	Shell     Channel = iota // requests that wait for their turn: execute, complete, inspect …
	Control                  // requests that must not wait behind a cell: interrupt, shutdown
	Stdin                    // the kernel asks, the user answers
	IOPub                    // everything a kernel tells everybody
	Heartbeat                // bytes that come back as they went
)

// Channels lists all five, for loops.
func Channels() []Channel { return []Channel{Shell, Control, Stdin, IOPub, Heartbeat} }

// String returns the channel's name as connection files and documentation spell it: "shell", "hb" …
func (c Channel) String() string {
	switch c {
	case Shell:
		return "shell"
	case Control:
		return "control"
	case Stdin:
		return "stdin"
	case IOPub:
		return "iopub"
	case Heartbeat:
		return "hb"
	}
	return "unknown channel"
}
