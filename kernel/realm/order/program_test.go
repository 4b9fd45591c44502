package order

import (
	"fmt"
	"strings"
)

// kind says where a node may stand.
type kind int

const (
	block     kind = iota // statements
	statement             // one of a block
	expression
)

// node is a piece of a random program: a tree, so that it can be shrunk.
type node struct {
	kind kind
	text string  // JavaScript, with $0 $1 … for kids and #0 #1 … for nums
	kids []*node // of a block: its statements
	nums []int   // durations, which may be made smaller
}

// write appends the node as JavaScript.
func (n *node) write(b *strings.Builder, indent string) {
	if n.kind == block {
		for _, s := range n.kids {
			b.WriteString("\n" + indent)
			s.write(b, indent)
		}
		if len(n.kids) > 0 {
			b.WriteString("\n" + strings.TrimSuffix(indent, "  "))
		}
		return
	}
	for text := n.text; text != ""; {
		i := strings.IndexAny(text, "$#")
		if i < 0 || i+1 == len(text) || text[i+1] < '0' || text[i+1] > '9' {
			i = len(text)
		}
		b.WriteString(text[:i])
		if i == len(text) {
			return
		}
		k := int(text[i+1] - '0')
		if text[i] == '#' {
			fmt.Fprint(b, n.nums[k])
		} else {
			n.kids[k].write(b, indent+"  ")
		}
		text = text[i+2:]
	}
}

func (n *node) String() string {
	var b strings.Builder
	n.write(&b, "  ")
	return b.String()
}

// size counts nodes.
func (n *node) size() int {
	total := 1
	for _, k := range n.kids {
		total += k.size()
	}
	return total
}

// body is the program as a function of its world, of which it takes what it uses.
func (n *node) body() string {
	return "({ " + strings.Join(n.used(), ", ") + " }) => {" + n.String() + "}"
}

// used is what the program takes of its world.
func (n *node) used() (names []string) {
	text := n.String()
	for _, name := range worldNames {
		if mentions(text, name) {
			names = append(names, name)
		}
	}
	return names
}

var worldNames = []string{"log", "show", "err", "block", "deferred", "Sub", "als", "timers", "util", "AsyncLocalStorage", "AsyncResource",
	"once", "on", "addAbortListener", "EventEmitter", "t", "i", "p", "d", "g", "ee", "et", "ac", "port", "thenable", "iterable",
	"disposable", "ok"}

// mentions reports whether name stands in text as a word that is no property.
func mentions(text, name string) bool {
	for rest := text; ; {
		i := strings.Index(rest, name)
		if i < 0 {
			return false
		}
		before, after := byte(' '), byte(' ')
		if i > 0 {
			before = rest[i-1]
		}
		if i+len(name) < len(rest) {
			after = rest[i+len(name)]
		}
		if !isWord(before) && before != '\'' && before != '.' && !isWord(after) && after != '\'' {
			return true
		}
		if strings.HasSuffix(rest[:i], "...") && !isWord(after) {
			return true
		}
		rest = rest[i+len(name):]
	}
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
