package inspect

import "github.com/dop251/goja"

// errorLike reports an object that is an Error by its prototype only.
func (p *printer) errorLike(o *goja.Object) (is bool) {
	for at := o.Prototype(); at != nil; at = at.Prototype() {
		if at == p.in.errorProto {
			return true
		}
	}
	return false
}

func (p *printer) failure(o *goja.Object, n naming, s *shape) {
	s.base = textOf(p.readName(o, "stack"))
	if s.empty() {
		s.finish(s.base)
	}
}
