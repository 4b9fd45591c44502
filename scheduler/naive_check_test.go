package scheduler

// Section 7.

func (n *naive) CHECK() {
	if n.dead {
		return
	}
	n.SCOPE(func() bool { return true })
	if n.immCount == 0 || n.dead {
		return
	}
	for {
		n.SCOPE(n.PROCESS_IMMEDIATES)
		if !n.hasOutstanding || n.dead {
			return
		}
	}
}

func (n *naive) PROCESS_IMMEDIATES() bool {
	q := n.outstandingQ
	n.outstandingQ = nil
	if len(q) == 0 {
		q = n.immediateQ
		n.immediateQ = nil
		n.hasOutstanding = true
	}
	ran := false
	for i, im := range q {
		if im.destroyed {
			continue // it was unlinked when it was cleared
		}
		if ran && !n.RUN_BETWEEN() {
			n.outstandingQ = live(q[i:])
			return false
		}
		ran = true
		if im.destroyed {
			continue
		}
		im.over()
		if !n.call(im.task) {
			n.outstandingQ = live(q[i+1:])
			return false
		}
	}
	n.hasOutstanding = false
	return true
}

// live drops what was cleared: clearing unlinks, so that an exception finds only the others.
func live(q []*naiveImmediate) (rest []*naiveImmediate) {
	for _, im := range q {
		if !im.destroyed {
			rest = append(rest, im)
		}
	}
	return rest
}

func (n *naive) Immediate(t Task) waiting {
	im := &naiveImmediate{n: n, task: t}
	im.Ref()
	n.immCount++
	n.immediateQ = append(n.immediateQ, im)
	return im
}

func (im *naiveImmediate) over() {
	im.Unref()
	im.destroyed = true
	im.n.immCount--
}

func (im *naiveImmediate) Clear() {
	if im.destroyed {
		return
	}
	im.over()
	for i, o := range im.n.immediateQ {
		if o == im {
			im.n.immediateQ = append(im.n.immediateQ[:i:i], im.n.immediateQ[i+1:]...)
			return
		}
	}
}

func (im *naiveImmediate) Ref() {
	if !im.refed && !im.destroyed {
		im.refed = true
		im.n.immRefs++
	}
}

func (im *naiveImmediate) Unref() {
	if im.refed {
		im.refed = false
		im.n.immRefs--
	}
}

func (im *naiveImmediate) HasRef() bool          { return im.refed }
func (im *naiveImmediate) Refresh()              {}
func (im *naiveImmediate) Property(string) value { return nil }

// Section 12.

func (n *naive) Pending() func(Task) {
	n.requests++
	return func(t Task) {
		n.posts = append(n.posts, func() {
			n.requests--
			n.SCOPE(func() bool { return n.call(t) })
		})
	}
}

type naivePort struct {
	n               *naive
	unrefed, closed bool
}

func (n *naive) Handle() port {
	n.handles++
	return &naivePort{n: n}
}

func (p *naivePort) Post(t Task) {
	p.n.posts = append(p.n.posts, func() {
		if !p.closed {
			p.n.SCOPE(func() bool { return p.n.call(t) })
		}
	})
}

func (p *naivePort) Ref() {
	if p.unrefed && !p.closed {
		p.n.handles++
	}
	p.unrefed = false
}

func (p *naivePort) Unref() {
	if !p.unrefed && !p.closed {
		p.n.handles--
	}
	p.unrefed = true
}

func (p *naivePort) Close(t Task) {
	if p.closed {
		return
	}
	if !p.unrefed {
		p.n.handles--
	}
	p.closed = true
	p.n.closing = append(p.n.closing, func() { p.n.SCOPE(func() bool { return p.n.call(t) }) })
}
