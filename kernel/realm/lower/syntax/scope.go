package syntax

import "slices"

// What a scope binds names to matters here only for early errors: which declarations may stand beside each other.
type binding uint8

const (
	bindVar      binding = iota
	bindParam            // a parameter
	bindFunction         // a function in a block
	bindLexical          // let, const, class, using, and what is like them
	bindCatch            // catch (e): var e may stand beside it
)

type scopeKind uint8

const (
	functionScope scopeKind = iota // also of a script
	blockScope
	catchScope
	classScope // holds the class's own name
)

// Scope is a part of the source in which names are declared.
type Scope struct {
	kind   scopeKind
	outer  *Scope
	names  []declared
	index  map[string]int // of names, when there are many
	nested []nestedVar    // functionScope: var declarations in blocks
	blocks []blockFunction
	// Hoisted are the names of functions in blocks of a function or script that are also variables of it, undefined before
	// the declaration is evaluated (ECMA-262 section B.3.2); each such FunctionDeclaration has HoistFlag.
	Hoisted []string
}

// blockFunction is a function declared in a block of sloppy code: whether it is also a variable of the function around is
// known at that function's end.
type blockFunction struct {
	node  *Node
	scope *Scope
}

type declared struct {
	name string
	binding
}

// nestedVar is a var declaration in a block: whether it collides with that block's names is known at the function's end.
type nestedVar struct {
	name       string
	scope      *Scope
	start, end int
}

const indexFrom = 8

func (s *Scope) find(name string) *declared {
	if s.index != nil {
		if i, ok := s.index[name]; ok {
			return &s.names[i]
		}
		return nil
	}
	for i := range s.names {
		if s.names[i].name == name {
			return &s.names[i]
		}
	}
	return nil
}

// Declares reports whether name is declared in s itself.
func (s *Scope) Declares(name string) bool { return s != nil && s.find(name) != nil }

func (s *Scope) add(name string, b binding) {
	s.names = append(s.names, declared{name, b})
	switch {
	case s.index != nil:
		s.index[name] = len(s.names) - 1
	case len(s.names) > indexFrom:
		s.index = map[string]int{}
		for i, d := range s.names {
			s.index[d.name] = i
		}
	}
}

func (p *parser) openScope(k scopeKind) *Scope {
	p.scope = &Scope{kind: k, outer: p.scope}
	return p.scope
}

func (p *parser) closeScope() { p.scope = p.scope.outer }

// closeFunctionScope ends a function's scope: now all names of all its blocks are known.
func (p *parser) closeFunctionScope() {
	if v := p.scope.conflict(); v != nil {
		p.failAt(msgRedeclared, v.start, v.end, v.name)
	}
	for _, f := range p.scope.blocks {
		p.hoist(f)
	}
	p.closeScope()
}

// hoist makes a function in a block a variable of the function around, if a var in its place would be no error.
func (p *parser) hoist(f blockFunction) {
	s, name := p.scope, f.node.Kids[0].Text
	for b := f.scope.outer; b != s; b = b.outer {
		if d := b.find(name); d != nil && d.binding != bindCatch {
			return
		}
	}
	if d := s.find(name); d != nil && d.binding != bindVar {
		return
	}
	f.node.Flags |= HoistFlag
	p.uses |= BlockFunction
	if !slices.Contains(s.Hoisted, name) {
		s.Hoisted = append(s.Hoisted, name)
	}
}

// noteBlockFunction notes a function that was declared in a block.
func (p *parser) noteBlockFunction(n *Node) {
	s := p.scope
	for s.kind != functionScope {
		s = s.outer
	}
	s.blocks = append(s.blocks, blockFunction{n, p.scope})
}

// conflict returns the first var declaration in a block of s, a function's scope, that collides with a name of a block
// around it.
func (s *Scope) conflict() *nestedVar {
	for i, v := range s.nested {
		for b := v.scope; b != s; b = b.outer {
			d := b.find(v.name)
			if d != nil && (d.binding == bindLexical || d.binding == bindFunction) {
				return &s.nested[i]
			}
		}
	}
	return nil
}

// declare declares name in the scope it belongs to; start and end are where V8 reports a redeclaration.
func (p *parser) declare(name string, b binding, start, end int) {
	s := p.scope
	if b == bindVar {
		for s.kind != functionScope {
			s = s.outer
		}
		if s != p.scope {
			s.nested = append(s.nested, nestedVar{name: name, scope: p.scope, start: start, end: end})
		}
	}
	old := s.find(name)
	if old == nil {
		s.add(name, b)
		return
	}
	switch {
	case b == bindVar && old.binding != bindLexical, b == bindParam && old.binding == bindParam:
	case b == bindFunction && old.binding == bindFunction && !p.strict:
	default:
		p.failAt(msgRedeclared, start, end, name)
	}
}

// declarePattern declares all names of a pattern.
func (p *parser) declarePattern(n *Node, b binding) {
	switch {
	case n == nil:
	case n.Kind == Identifier:
		p.declare(n.Text, b, n.Start, n.End)
	case n.Kind == Property:
		p.declarePattern(n.Kids[1], b)
	case n.Kind == Default:
		p.declarePattern(n.Kids[0], b)
	default:
		for _, k := range n.Kids {
			p.declarePattern(k, b)
		}
	}
}
