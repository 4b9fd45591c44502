package realm

import (
	"reflect"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// rewriteScript turns the declarations at the top level of a script into assignments to names of its context, its last
// expression into what it returns, and what rewriteExpressions says. tree is contextOpening around the script.
func rewriteScript(tree *ast.Program) *topNames {
	rewriteExpressions(tree)
	wrapper := tree.Body[0].(*ast.ExpressionStatement).Expression.(*ast.FunctionLiteral)
	block := wrapper.Body.List[0].(*ast.WithStatement).Body.(*ast.BlockStatement)
	names := &topNames{consts: map[string]bool{}}
	for _, d := range wrapper.DeclarationList {
		for _, b := range d.List {
			names.vars = append(names.vars, boundNames(b.Target)...)
		}
	}
	wrapper.DeclarationList = nil
	var functions, rest []ast.Statement
	for _, s := range block.List {
		switch s := s.(type) {
		case *ast.FunctionDeclaration:
			names.functions = append(names.functions, s.Function.Name.Name.String())
			functions = append(functions, assigned(s.Function.Name, unnamed(s.Function)))
		case *ast.LexicalDeclaration:
			rest = append(rest, names.lexical(s)...)
		case *ast.ClassDeclaration:
			names.lexicals = append(names.lexicals, s.Class.Name.Name.String())
			rest = append(rest, names.declaring(assigned(s.Class.Name, s.Class)))
		default:
			rest = append(rest, s)
		}
	}
	body := append(functions, names.returning(rest)...)
	if directive := strictDirective(block.List); directive != nil {
		body = []ast.Statement{strictly(wrapper, append([]ast.Statement{directive}, body...))}
	}
	block.List = body
	return names
}

// strictDirective is the "use strict" that a script begins with.
func strictDirective(list []ast.Statement) ast.Statement {
	for _, s := range list {
		e, ok := s.(*ast.ExpressionStatement)
		if !ok {
			return nil
		}
		text, ok := e.Expression.(*ast.StringLiteral)
		switch {
		case !ok:
			return nil
		case text.Literal == `"use strict"` || text.Literal == `'use strict'`:
			return &ast.ExpressionStatement{Expression: &ast.StringLiteral{Idx: text.Idx, Literal: text.Literal, Value: text.Value}}
		}
	}
	return nil
}

// strictly puts a script in strict mode into a function of its own: the with statement around it may not be strict. Its this
// is the script's.
func strictly(wrapper *ast.FunctionLiteral, body []ast.Statement) ast.Statement {
	at := wrapper.Function
	inner := &ast.FunctionLiteral{Function: at, ParameterList: &ast.ParameterList{Opening: at, Closing: at},
		Body: &ast.BlockStatement{LeftBrace: at, List: body, RightBrace: at}}
	call := &ast.CallExpression{Callee: &ast.DotExpression{Left: inner, Identifier: ast.Identifier{Name: "call", Idx: at}},
		LeftParenthesis: at, ArgumentList: []ast.Expression{passed(thisName, &ast.ThisExpression{Idx: at})}, RightParenthesis: at}
	return &ast.ReturnStatement{Return: at, Argument: call}
}

// lexical makes assignments of a let or const.
func (t *topNames) lexical(d *ast.LexicalDeclaration) (list []ast.Statement) {
	for _, b := range d.List {
		for _, name := range boundNames(b.Target) {
			t.lexicals = append(t.lexicals, name)
			t.consts[name] = d.Token == token.CONST
		}
		value := b.Initializer
		if value == nil {
			value = &ast.UnaryExpression{Operator: token.VOID, Idx: d.Idx, Operand: &ast.NumberLiteral{Idx: d.Idx, Literal: "0", Value: int64(0)}}
		}
		list = append(list, t.declaring(&ast.ExpressionStatement{
			Expression: &ast.AssignExpression{Operator: token.ASSIGN, Left: b.Target.(ast.Expression), Right: value}}))
	}
	return list
}

// declaring notes that a statement was a declaration, which has no value.
func (t *topNames) declaring(s ast.Statement) ast.Statement {
	if t.declarations == nil {
		t.declarations = map[ast.Statement]bool{}
	}
	t.declarations[s] = true
	return s
}

// unnamed is a function whose name comes from what it is assigned to: inside of it the name is the context's.
func unnamed(f *ast.FunctionLiteral) *ast.FunctionLiteral {
	g := *f
	g.Name = nil
	return &g
}

func assigned(name *ast.Identifier, value ast.Expression) ast.Statement {
	return &ast.ExpressionStatement{Expression: &ast.AssignExpression{Operator: token.ASSIGN,
		Left: &ast.Identifier{Name: name.Name, Idx: name.Idx}, Right: value}}
}

// boundNames are the names that a declaration makes.
func boundNames(target ast.BindingTarget) (names []string) {
	visit(reflect.ValueOf(&target).Elem(), map[uintptr]bool{}, func(e ast.Expression) ast.Expression { return e }, func(v any) bool {
		switch x := v.(type) {
		case *ast.Identifier:
			names = append(names, x.Name.String())
		case *ast.AssignExpression:
			names = append(names, boundNames(x.Left.(ast.BindingTarget))...)
			return false
		case *ast.PropertyShort:
			names = append(names, x.Name.Name.String())
			return false
		case *ast.PropertyKeyed:
			if inner, ok := x.Value.(ast.BindingTarget); ok {
				names = append(names, boundNames(inner)...)
			} else if a, ok := x.Value.(*ast.AssignExpression); ok {
				names = append(names, boundNames(a.Left.(ast.BindingTarget))...)
			}
			return false
		}
		return true
	})
	return names
}

// returning makes a list of statements return its completion value (ECMA-262, section 14.2.2), as far as expressions and
// branches at its end go: loops and switches complete with undefined here.
func (t *topNames) returning(list []ast.Statement) []ast.Statement {
	for i := len(list) - 1; i >= 0; i-- {
		switch s := list[i].(type) {
		case *ast.EmptyStatement, *ast.VariableStatement:
			continue
		case *ast.ExpressionStatement:
			if t.declarations[s] {
				continue
			}
			list[i] = &ast.ReturnStatement{Return: s.Idx0(), Argument: s.Expression}
		default:
			list[i] = t.returningBranch(s)
		}
		return moveBehind(list, i)
	}
	return list
}

// moveBehind keeps what stands behind the statement that has the value: declarations that must still run.
func moveBehind(list []ast.Statement, at int) []ast.Statement {
	ret, ok := list[at].(*ast.ReturnStatement)
	if !ok || !runs(list[at+1:]) {
		return list
	}
	finally := &ast.BlockStatement{List: append([]ast.Statement(nil), list[at+1:]...)}
	return append(list[:at:at], &ast.TryStatement{Try: ret.Return, Body: &ast.BlockStatement{List: []ast.Statement{ret}}, Finally: finally})
}

func runs(list []ast.Statement) bool {
	for _, s := range list {
		if _, empty := s.(*ast.EmptyStatement); !empty {
			return true
		}
	}
	return false
}

func (t *topNames) returningBranch(s ast.Statement) ast.Statement {
	switch s := s.(type) {
	case *ast.BlockStatement:
		s.List = t.returning(s.List)
	case *ast.IfStatement:
		s.Consequent = t.returningOne(s.Consequent)
		if s.Alternate != nil {
			s.Alternate = t.returningOne(s.Alternate)
		}
	case *ast.TryStatement:
		s.Body.List = t.returning(s.Body.List)
		if s.Catch != nil {
			s.Catch.Body.List = t.returning(s.Catch.Body.List)
		}
	case *ast.WithStatement:
		s.Body = t.returningOne(s.Body)
	}
	return s
}

func (t *topNames) returningOne(s ast.Statement) ast.Statement {
	if list := t.returning([]ast.Statement{s}); len(list) == 1 {
		return list[0]
	}
	return s
}

// rewriteExpressions makes `this` of sloppy functions the context's global object where it would be ours, and gives
// literals the context's prototypes.
func rewriteExpressions(tree *ast.Program) {
	visit(reflect.ValueOf(&tree.Body).Elem(), map[uintptr]bool{}, func(e ast.Expression) ast.Expression {
		switch x := e.(type) {
		case *ast.ThisExpression:
			return passed(thisName, e)
		case *ast.ArrayLiteral, *ast.ObjectLiteral, *ast.RegExpLiteral:
			return passed(adoptName, e)
		case *ast.CallExpression:
			withoutReceiver(x)
		}
		return e
	}, func(any) bool { return true })
}

// withoutReceiver makes f() of a name in a with statement a call without this; eval() stays what it is.
func withoutReceiver(call *ast.CallExpression) {
	if name, ok := call.Callee.(*ast.Identifier); ok && name.Name != "eval" {
		call.Callee = &ast.SequenceExpression{Sequence: []ast.Expression{&ast.NumberLiteral{Idx: name.Idx, Literal: "0", Value: int64(0)}, name}}
	}
}

func passed(name string, e ast.Expression) ast.Expression {
	return &ast.CallExpression{Callee: &ast.Identifier{Name: unistring.NewFromString(name), Idx: e.Idx0()}, LeftParenthesis: e.Idx0(),
		ArgumentList: []ast.Expression{e}, RightParenthesis: e.Idx1()}
}

var expressionType = reflect.TypeFor[ast.Expression]()

// visit goes through a tree, depth first, each node once: enter may refuse to go below a node; where an expression stands,
// change may put another.
func visit(v reflect.Value, seen map[uintptr]bool, change func(ast.Expression) ast.Expression, enter func(any) bool) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		visit(v.Elem(), seen, change, enter)
		if e, ok := v.Interface().(ast.Expression); ok && v.CanSet() && v.Type() == expressionType {
			v.Set(reflect.ValueOf(change(e)))
		}
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] || v.Elem().Kind() != reflect.Struct || v.Type().Elem().PkgPath() != reflect.TypeFor[ast.Program]().PkgPath() {
			return
		}
		seen[v.Pointer()] = true
		if enter(v.Interface()) {
			visit(v.Elem(), seen, change, enter)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				visit(v.Field(i), seen, change, enter)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			visit(v.Index(i), seen, change, enter)
		}
	}
}
