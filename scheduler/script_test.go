package scheduler

import (
	"fmt"
	"regexp"
	"strconv"
)

// A tiny interpreter for the JavaScript that the programs in testdata are written in, so that the very same file
// runs here, on the direct transcription of the rules, and in real Node. It knows functions, const and let, if,
// while, try, throw, the common operators and calls; everything else panics.

type value = any // nil (undefined), float64, string, bool, *function, *object

type function struct {
	call  func(args []value) (value, error)
	props map[string]value
}

type object struct {
	get  func(name string) value
	set  func(name string, v value)
	text string
}

func (o *object) String() string { return o.text }

// thrown is a JavaScript exception.
type thrown struct{ v value }

func (t thrown) Error() string { return show(t.v) }

type returned struct{ v value }

func (returned) Error() string { return "return outside a function" }

type vars struct {
	outer *vars
	names map[string]value
}

func newVars(outer *vars) *vars { return &vars{outer, map[string]value{}} }

func (s *vars) find(name string) *vars {
	for v := s; v != nil; v = v.outer {
		if _, ok := v.names[name]; ok {
			return v
		}
	}
	panic("script: unknown name " + name)
}

type (
	expr func(s *vars) (value, error)
	stmt func(s *vars) error
)

type parser struct {
	toks []string
	pos  int
}

var token = regexp.MustCompile(`(?m)\s+|//.*$|'[^']*'|\d+(?:\.\d+)?|[A-Za-z_$][\w$]*|===|!==|=>|\+\+|<=|>=|&&|\|\||[-+*%<>=!(){};,.]`)

// parse compiles a program.
func parse(src string) stmt {
	p := &parser{}
	for len(src) > 0 {
		loc := token.FindStringIndex(src)
		if loc == nil || loc[0] != 0 {
			panic("script: cannot read " + src)
		}
		if t := src[:loc[1]]; t[0] > ' ' && !(len(t) > 1 && t[:2] == "//") {
			p.toks = append(p.toks, t)
		}
		src = src[loc[1]:]
	}
	var body []stmt
	for p.pos < len(p.toks) {
		body = append(body, p.statement())
	}
	return sequence(body)
}

func (p *parser) peek() string {
	if p.pos < len(p.toks) {
		return p.toks[p.pos]
	}
	return ""
}

func (p *parser) next() string { p.pos++; return p.toks[p.pos-1] }

func (p *parser) accept(t string) bool {
	if p.peek() == t {
		p.pos++
		return true
	}
	return false
}

func (p *parser) expect(t string) {
	if !p.accept(t) {
		panic(fmt.Sprintf("script: expected %s, found %s", t, p.peek()))
	}
}

func sequence(body []stmt) stmt {
	return func(s *vars) error {
		for _, b := range body {
			if err := b(s); err != nil {
				return err
			}
		}
		return nil
	}
}

func (p *parser) block() stmt {
	p.expect("{")
	var body []stmt
	for !p.accept("}") {
		body = append(body, p.statement())
	}
	run := sequence(body)
	return func(s *vars) error { return run(newVars(s)) }
}

func (p *parser) statement() stmt {
	switch p.peek() {
	case "{":
		return p.block()
	case "const", "let":
		p.next()
		return p.declaration()
	case "function":
		p.next()
		name := p.next()
		f := p.functionRest(p.params())
		return func(s *vars) (err error) { s.names[name], err = f(s); return err }
	case "if", "while":
		return p.conditional(p.next() == "while")
	case "try":
		p.next()
		return p.try()
	case "throw", "return":
		return p.abrupt(p.next() == "throw")
	}
	e := p.expression()
	p.expect(";")
	return func(s *vars) error { _, err := e(s); return err }
}

func (p *parser) declaration() stmt {
	name := p.next()
	var e expr = func(*vars) (value, error) { return nil, nil }
	if p.accept("=") {
		e = p.expression()
	}
	p.expect(";")
	return func(s *vars) (err error) {
		v, err := e(s)
		s.names[name] = v
		return err
	}
}

func (p *parser) conditional(loop bool) stmt {
	p.expect("(")
	cond := p.expression()
	p.expect(")")
	then := p.statement()
	var otherwise stmt = func(*vars) error { return nil }
	if p.accept("else") {
		otherwise = p.statement()
	}
	return func(s *vars) error {
		for {
			v, err := cond(s)
			if err != nil {
				return err
			}
			if !truthy(v) {
				return otherwise(s)
			}
			if err := then(s); err != nil || !loop {
				return err
			}
		}
	}
}

func (p *parser) try() stmt {
	body := p.block()
	p.expect("catch")
	p.expect("(")
	name := p.next()
	p.expect(")")
	handler := p.block()
	return func(s *vars) error {
		err := body(s)
		if t, ok := err.(thrown); ok {
			inner := newVars(s)
			inner.names[name] = t.v
			return handler(inner)
		}
		return err
	}
}

func (p *parser) abrupt(throw bool) stmt {
	var e expr = func(*vars) (value, error) { return nil, nil }
	if p.peek() != ";" {
		e = p.expression()
	}
	p.expect(";")
	return func(s *vars) error {
		v, err := e(s)
		switch {
		case err != nil:
			return err
		case throw:
			return thrown{v}
		}
		return returned{v}
	}
}

func (p *parser) params() (names []string) {
	p.expect("(")
	for !p.accept(")") {
		names = append(names, p.next())
		p.accept(",")
	}
	return names
}

func (p *parser) functionRest(params []string) expr {
	body := p.block()
	return closure(params, func(s *vars) (value, error) {
		err := body(s)
		if r, ok := err.(returned); ok {
			return r.v, nil
		}
		return nil, err
	})
}

func closure(params []string, body expr) expr {
	return func(s *vars) (value, error) {
		return native(func(args []value) (value, error) {
			local := newVars(s)
			for i, name := range params {
				local.names[name] = arg(args, i)
			}
			return body(local)
		}), nil
	}
}

func native(call func(args []value) (value, error)) *function { return &function{call: call} }

func arg(args []value, i int) value {
	if i < len(args) {
		return args[i]
	}
	return nil
}

// arrow parses an arrow function if there is one here.
func (p *parser) arrow() expr {
	start := p.pos
	var params []string
	if p.peek() == "(" {
		depth := 0
		for i := p.pos; i < len(p.toks); i++ {
			switch p.toks[i] {
			case "(":
				depth++
			case ")":
				depth--
			}
			if depth == 0 {
				if i+1 >= len(p.toks) || p.toks[i+1] != "=>" {
					return nil
				}
				break
			}
		}
		params = p.params()
	} else if p.pos+1 < len(p.toks) && p.toks[p.pos+1] == "=>" {
		params = []string{p.next()}
	}
	if !p.accept("=>") {
		p.pos = start
		return nil
	}
	if p.peek() == "{" {
		return p.functionRest(params)
	}
	return closure(params, p.expression())
}

var levels = [][]string{{"||"}, {"&&"}, {"===", "!==", "<", ">", "<=", ">="}, {"+", "-"}, {"*", "%"}}

func (p *parser) expression() expr {
	if f := p.arrow(); f != nil {
		return f
	}
	if p.pos+1 < len(p.toks) && p.toks[p.pos+1] == "=" {
		name := p.next()
		p.next()
		e := p.expression()
		return func(s *vars) (value, error) {
			v, err := e(s)
			if err == nil {
				s.find(name).names[name] = v
			}
			return v, err
		}
	}
	return p.binary(0)
}

func (p *parser) binary(level int) expr {
	if level == len(levels) {
		return p.unary()
	}
	left := p.binary(level + 1)
	for {
		op := p.peek()
		found := false
		for _, o := range levels[level] {
			found = found || o == op
		}
		if !found {
			return left
		}
		p.next()
		left = apply(op, left, p.binary(level+1))
	}
}

func apply(op string, left, right expr) expr {
	return func(s *vars) (value, error) {
		a, err := left(s)
		if err != nil || op == "&&" && !truthy(a) || op == "||" && truthy(a) {
			return a, err
		}
		b, err := right(s)
		if err != nil {
			return nil, err
		}
		return operate(op, a, b), nil
	}
}

func operate(op string, a, b value) value {
	switch op {
	case "&&", "||":
		return b
	case "===":
		return a == b
	case "!==":
		return a != b
	}
	x, xn := a.(float64)
	y, yn := b.(float64)
	if !xn || !yn {
		return show(a) + show(b) // only + is written with strings
	}
	return map[string]func() value{
		"+": func() value { return x + y }, "-": func() value { return x - y }, "*": func() value { return x * y },
		"%": func() value { return float64(int(x) % int(y)) }, "<": func() value { return x < y },
		">": func() value { return x > y }, "<=": func() value { return x <= y }, ">=": func() value { return x >= y },
	}[op]()
}

func (p *parser) unary() expr {
	switch p.peek() {
	case "!":
		p.next()
		e := p.unary()
		return func(s *vars) (value, error) { v, err := e(s); return !truthy(v), err }
	case "++":
		p.next()
		name := p.next()
		return func(s *vars) (value, error) {
			v := s.find(name)
			v.names[name] = v.names[name].(float64) + 1
			return v.names[name], nil
		}
	}
	p.accept("new") // whatever is made with new here can be called
	return p.postfix(p.primary())
}

func (p *parser) primary() expr {
	t := p.next()
	switch {
	case t == "(":
		e := p.expression()
		p.expect(")")
		return e
	case t[0] == '\'':
		return constant(t[1 : len(t)-1])
	case t[0] >= '0' && t[0] <= '9':
		n, _ := strconv.ParseFloat(t, 64)
		return constant(n)
	case t == "true", t == "false":
		return constant(t == "true")
	case t == "undefined":
		return constant(nil)
	}
	return func(s *vars) (value, error) { return s.find(t).names[t], nil }
}

func constant(v value) expr { return func(*vars) (value, error) { return v, nil } }

func (p *parser) postfix(e expr) expr {
	for {
		switch {
		case p.accept("."):
			e = p.member(e, p.next())
		case p.accept("("):
			e = p.call(e)
		default:
			return e
		}
	}
}

func (p *parser) member(of expr, name string) expr {
	if p.accept("=") {
		e := p.expression()
		return func(s *vars) (value, error) {
			o, err := of(s)
			if err != nil {
				return nil, err
			}
			v, err := e(s)
			if err == nil {
				o.(*object).set(name, v)
			}
			return v, err
		}
	}
	return func(s *vars) (value, error) {
		o, err := of(s)
		if err != nil {
			return nil, err
		}
		switch o := o.(type) {
		case *object:
			return o.get(name), nil
		case *function:
			return o.props[name], nil
		}
		panic(fmt.Sprintf("script: %v has no %s", o, name))
	}
}

func (p *parser) call(of expr) expr {
	var args []expr
	for !p.accept(")") {
		args = append(args, p.expression())
		p.accept(",")
	}
	return func(s *vars) (value, error) {
		f, err := of(s)
		if err != nil {
			return nil, err
		}
		vals := make([]value, len(args))
		for i, a := range args {
			if vals[i], err = a(s); err != nil {
				return nil, err
			}
		}
		return f.(*function).call(vals)
	}
}

func truthy(v value) bool { return v != nil && v != false && v != 0.0 && v != "" }

func show(v value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}
