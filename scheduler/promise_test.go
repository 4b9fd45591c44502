package scheduler

// promise is enough of a promise for rejections: then and catch, with one microtask for each reaction.
type promise struct {
	w         *world
	state     int // 0 pending, 1 fulfilled, 2 rejected
	v         value
	reactions []func()
	handled   bool
	reported  bool
	self      *object
}

func (w *world) promises() *function {
	f := native(func(a []value) (value, error) { // new Promise(executor)
		p := &promise{w: w}
		resolve := native(func(a []value) (value, error) { p.settle(1, arg(a, 0)); return nil, nil })
		reject := native(func(a []value) (value, error) { p.settle(2, arg(a, 0)); return nil, nil })
		_, err := a[0].(*function).call([]value{resolve, reject})
		if t, ok := err.(thrown); ok {
			p.settle(2, t.v)
			err = nil
		}
		return p.object(), err
	})
	settled := func(state int) *function {
		return native(func(a []value) (value, error) {
			p := &promise{w: w}
			p.settle(state, arg(a, 0))
			return p.object(), nil
		})
	}
	f.props = map[string]value{"resolve": settled(1), "reject": settled(2)}
	return f
}

func (p *promise) object() *object {
	if p.self == nil {
		p.self = &object{get: func(name string) value {
			return native(func(a []value) (value, error) {
				if name == "catch" {
					a = []value{nil, arg(a, 0)}
				}
				return p.then(arg(a, 0), arg(a, 1)).object(), nil
			})
		}}
	}
	return p.self
}

func (p *promise) settle(state int, v value) {
	if p.state != 0 {
		return
	}
	p.state, p.v = state, v
	if state == 2 && !p.handled {
		p.w.pending = append(p.w.pending, p)
		p.w.host.NoteRejection()
	}
	for _, r := range p.reactions {
		r()
	}
}

func (p *promise) then(onFulfilled, onRejected value) *promise {
	derived := &promise{w: p.w}
	react := func() {
		handler := onFulfilled
		if p.state == 2 {
			handler = onRejected
		}
		p.w.micro = append(p.w.micro, func() error { return p.run(derived, handler) })
	}
	if p.state == 2 && !p.handled {
		p.handle()
	}
	p.handled = true
	if p.state == 0 {
		p.reactions = append(p.reactions, react)
	} else {
		react()
	}
	return derived
}

// handle takes back the rejection of p.
func (p *promise) handle() {
	if p.reported {
		p.w.late = append(p.w.late, p)
		p.w.host.NoteRejection()
		return
	}
	for i, q := range p.w.pending {
		if q == p {
			p.w.pending = append(p.w.pending[:i:i], p.w.pending[i+1:]...)
			return
		}
	}
}

func (p *promise) run(derived *promise, handler value) error {
	if handler == nil {
		derived.settle(p.state, p.v)
		return nil
	}
	v, err := handler.(*function).call([]value{p.v})
	switch t := err.(type) {
	case nil:
		derived.settle(1, v)
	case thrown:
		derived.settle(2, t.v)
	default:
		return err
	}
	return nil
}
