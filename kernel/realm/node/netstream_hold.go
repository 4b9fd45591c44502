package node

import (
	"time"

	"loopbook/scheduler"
)

// HOW LONG a cell waits for a socket
//
// A cell ends when what it started has run dry, and an open socket that merely waits for others does not hold it. But one
// that has just asked something does, or a client's answer would come when its cell is over, and a notebook that is
// executed from end to end would not show it. So a client's socket holds the cell that wrote to it until there is an
// answer, for questionPatience at most, and then for answerPatience, in case there is more. Programs are not held.

const (
	questionPatience = time.Second
	answerPatience   = 50 * time.Millisecond
)

// patience is the hold of a socket on the cell that spoke last.
type patience struct {
	cell    *scheduler.Cell
	release func() // nil: holds nothing
	until   time.Time
	timer   *time.Timer
}

// asked is called when a program has written, or connected.
func (s *byteStream) asked(wait time.Duration) {
	if !s.dialled || s.unrefed || s.closed || !s.h.captured() {
		return
	}
	w, cell := &s.patience, s.h.Loop.Context().Cell
	if cell == nil {
		return
	}
	if w.release == nil || w.cell != cell {
		w.end()
		w.cell, w.release = cell, cell.Hold()
	}
	s.wait(wait)
}

// answered is called when there was something to read.
func (s *byteStream) answered() {
	if s.patience.release != nil {
		s.wait(answerPatience)
	}
}

func (s *byteStream) wait(d time.Duration) {
	w := &s.patience
	w.until = time.Now().Add(d)
	if w.timer == nil {
		w.timer = time.AfterFunc(d, func() { s.h.Loop.Post(s.lapse) })
		return
	}
	w.timer.Reset(d)
}

// lapse ends the hold if its time is over.
func (s *byteStream) lapse() error {
	if w := &s.patience; w.release != nil && !time.Now().Before(w.until) {
		w.end()
	}
	return nil
}

func (w *patience) end() {
	if w.release != nil {
		w.release()
		w.timer.Stop()
		w.release = nil
	}
}
