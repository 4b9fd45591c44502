package kernel

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"loopbook/kernel/wire"
)

// maxHistory is how many bytes of source and results are remembered; beyond it the oldest lines go.
const maxHistory = 16 << 20

// historySession is the number of the only session there is: history lives as long as the kernel.
const historySession = 1

// A history remembers the cells that were stored. Any goroutine.
type history struct {
	mu    sync.Mutex
	lines []*line
	bytes int
}

// A line is one stored cell. Guarded by the history.
type line struct {
	number int // its execution count
	input  string
	output *string // its result as text, nil if it had none
}

func (h *history) add(number int, input string) *line {
	h.mu.Lock()
	defer h.mu.Unlock()
	l := &line{number: number, input: input}
	h.lines = append(h.lines, l)
	h.bytes += len(input)
	for h.bytes > maxHistory && len(h.lines) > 1 {
		h.bytes -= h.lines[0].size()
		h.lines[0] = nil
		h.lines = h.lines[1:]
	}
	return l
}

// setOutput notes the result of a line; a nil line is none.
func (h *history) setOutput(l *line, output string) {
	if l == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if slices.Contains(h.lines, l) {
		h.bytes += len(output)
	}
	l.output = &output
}

func (l *line) size() int {
	if l.output == nil {
		return len(l.input)
	}
	return len(l.input) + len(*l.output)
}

// answer answers history_request.
func (h *history) answer(c wire.HistoryRequest) (any, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var found []*line
	switch c.HistAccessType {
	case "range":
		found = h.between(c.Session, c.Start, c.Stop)
	case "search":
		found = last(h.search(c.Pattern, c.Unique), c.N)
	case "tail", "":
		found = last(h.lines, c.N)
	default:
		return nil, fmt.Errorf("content.hist_access_type: %q is none of range, tail, search", c.HistAccessType)
	}
	entries := make([][3]any, 0, len(found))
	for _, l := range found {
		entries = append(entries, l.entry(c.Output))
	}
	return wire.HistoryReply{Status: wire.StatusOK, History: entries}, nil
}

// entry is a line as the reply has it: [session, line, input] or [session, line, [input, output]].
func (l *line) entry(output bool) [3]any {
	if output && l.output == nil {
		return [3]any{historySession, l.number, []any{l.input, nil}}
	}
	if output {
		return [3]any{historySession, l.number, []any{l.input, *l.output}}
	}
	return [3]any{historySession, l.number, l.input}
}

// last returns the newest n lines, oldest first; all of them when n is 0, which is also what no n looks like.
func last(lines []*line, n int) []*line {
	if n <= 0 || n > len(lines) {
		return lines
	}
	return lines[len(lines)-n:]
}

// between returns the lines start ≤ number < stop of a session: ours is 1 or 0 ("this one"). As in IPython, a negative
// position counts from the end, and a stop of zero or none is the end.
func (h *history) between(session, start int, stop *int) []*line {
	if session != 0 && session != historySession || len(h.lines) == 0 {
		return nil
	}
	end := h.lines[len(h.lines)-1].number + 1
	from, to := fromEnd(start, end), end
	if stop != nil && *stop != 0 {
		to = fromEnd(*stop, end)
	}
	var found []*line
	for _, l := range h.lines {
		if from <= l.number && l.number < to {
			found = append(found, l)
		}
	}
	return found
}

func fromEnd(p, end int) int {
	if p < 0 {
		return end + p
	}
	return p
}

// search returns the lines whose whole input matches a glob pattern; with unique each input once, its newest line.
func (h *history) search(pattern string, unique bool) []*line {
	if pattern == "" {
		pattern = "*"
	}
	seen := map[string]bool{}
	var found []*line
	for _, l := range slices.Backward(h.lines) {
		if !glob(pattern, l.input) || unique && seen[l.input] {
			continue
		}
		seen[l.input] = true
		found = append(found, l)
	}
	slices.Reverse(found)
	return found
}

// glob reports whether all of s matches pattern: * is any text, ? one character. In time len(pattern) * len(s), for the
// pattern comes from outside: at a mismatch only the last * is tried again, one character further.
func glob(pattern, s string) bool {
	p, text := []rune(pattern), []rune(s)
	star, resume := -1, 0
	i, j := 0, 0
	for j < len(text) {
		switch {
		case i < len(p) && p[i] == '*':
			star, resume = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == text[j]):
			i++
			j++
		case star >= 0:
			resume++
			i, j = star+1, resume
		default:
			return false
		}
	}
	return strings.Trim(string(p[i:]), "*") == ""
}
