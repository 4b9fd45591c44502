// Package lower turns the source of a notebook cell into source that goja runs, with the semantics of a cell:
// top-level declarations live across cells, top-level await and import work, the last expression is the result.
// It is text in, text out: it runs nothing and holds no runtime.
//
//	let x = await f()          (async () => {__loopbook_init.x = await f()
//	x + 1                      return [(x + 1)]
//	                           })()
//
// Nothing is ever moved to another line, so line numbers are true, and Positions gives the true columns.
package lower

import "github.com/dop251/goja/ast"

// The hidden globals that lowered code uses; the realm provides them.
const (
	// InitName is an object that makes top-level names: `InitName.x = v` ends the temporal dead zone of the global x
	// and gives it the value v.
	InitName = "__loopbook_init"
	// WaitName(value, at) returns value, for which the cell is about to wait at the byte at of its source:
	// `await WaitName(v, 7)`. Positions.Place says where that is.
	WaitName = "__loopbook_wait"
	// ConstName is an object for assignments to names that are const: setting `ConstName.x` throws
	// "TypeError: Assignment to constant variable." if x is const (Session.IsConst) and sets the global x otherwise;
	// getting it gets the global x.
	ConstName = "__loopbook_const"
	// ImportName is a function, import() as goja lacks it: ImportName(specifier, options, names) returns a promise of
	// the namespace object. options is undefined or import()'s second argument. names is given by static imports only:
	// an array of the export names that must exist, or else the promise rejects with Node's SyntaxError.
	ImportName = "__loopbook_import"
	// MetaName is an object, import.meta.
	MetaName = "__loopbook_meta"
	// AsyncName is an object that runs async generators and for await, which goja lacks (see generators.go and loops.go):
	// mark(fn), start(fn, generator), yield(value), delegate(iterable), iterator(iterable) with next(), check(result) and
	// close().
	AsyncName = "__loopbook_async"
)

// Kind says how a top-level name of a cell was declared.
type Kind string

// The kinds of declaration. A static import declares Const.
const (
	Let      Kind = "let"
	Const    Kind = "const"
	Var      Kind = "var"
	Class    Kind = "class"
	Function Kind = "function"
)

// Decl is a name that a cell declares at its top level.
type Decl struct {
	Name string
	Kind Kind
}

// Cell is a lowered cell. The realm, in this order: acts on Magics; makes a global for each of Names (Let, Const, Class:
// one whose access throws ReferenceError until InitName is set; Var and Function: undefined unless it has a value; all
// of them configurable); calls Session.Commit; runs PreludeTree, then BodyTree, both as sloppy scripts.
type Cell struct {
	Name   string // as given to Lower
	Magics []Magic
	// Async says that Body is one expression whose value is a promise of an array with the result; otherwise the completion
	// value of Body is the result.
	Async bool
	// Prelude holds the top-level functions, and nothing else, at their places. Empty when there are none.
	Prelude string
	Body    string
	// PreludeTree and BodyTree are what to run, by goja.CompileAST; goja.Compile would parse Body again, and read a file
	// that a sourceMappingURL comment names, and a function of Prelude would not see itself declared anew.
	PreludeTree, BodyTree *ast.Program
	// HasResult says that the cell ends in an expression, whose value is the result; otherwise the value of Body means
	// nothing.
	HasResult bool
	Names     []Decl // in source order, each name once
	// Map finds the place in the source of a place in Prelude or Body: one map for both.
	Map *Positions
}

// Session remembers from cell to cell which names are const. Its methods are for one goroutine at a time.
type Session struct {
	// TypeScript says that every cell is TypeScript, as if it began with %%ts.
	TypeScript bool

	consts map[string]bool
}

// NewSession returns a session that knows no names.
func NewSession() *Session { return &Session{consts: map[string]bool{}} }

// IsConst reports whether the global name was last declared by const or a static import, in a committed cell.
func (s *Session) IsConst(name string) bool { return s.consts[name] }

// Commit notes that c runs: its const names are const from now on, its other names no longer are.
func (s *Session) Commit(c *Cell) {
	for _, d := range c.Names {
		if d.Kind == Const {
			s.consts[d.Name] = true
			continue
		}
		delete(s.consts, d.Name)
	}
}
