package syntax

// Kind is what a Node is. The comment says what Kids holds, in source order; a part in [brackets] is nil when absent,
// so that the others keep their index.
type Kind uint8

// Statements.
const (
	Program      Kind = iota // statements
	Block                    // statements
	Variables                // Declarators; Text is var, let, const, using or await using
	Declarator               // target [initializer]; Inner is where the last token of the target begins
	If                       // test then [else]
	For                      // [init] [test] [update] body
	ForIn                    // left source body; left is Variables or a target
	ForOf                    // left source body; AwaitFlag
	While                    // test body
	DoWhile                  // body test
	Return                   // [argument]
	Throw                    // argument
	Break                    // Text is the label
	Continue                 // Text is the label
	Labelled                 // statement; Text is the label
	Try                      // block [parameter] [handler] [finalizer]
	Switch                   // discriminant Cases
	Case                     // [test] statements
	With                     // object statement
	Empty                    //
	Debugger                 //
	Expression               // expression; Inner is its end, parentheses included, semicolon not; DirectiveFlag
	Import                   // ImportSpecifiers String [attributes Object]
	ImportedName             // name Identifier; Text is the exported name, "default" or "*"
	Export                   // see export.go; Text is declaration, default, names, from, all or namespace
	ExportedName             // [local Identifier or String]; Text is the exported name
)

// Functions and classes: declarations are statements, the others expressions.
const (
	FunctionDeclaration Kind = iota + 50 // [name] parameters Block; AsyncFlag, GeneratorFlag
	FunctionExpression                   // the same
	Arrow                                // nil parameters body (Block or expression)
	Method                               // the function of a Property or Member: nil parameters Block
	ClassDeclaration                     // [name] [superclass] Members; DecoratorFlag
	ClassExpression                      // the same
	Member                               // key [Method or initializer]; Text is method, get, set, field, block or accessor
)

// Expressions and patterns.
const (
	Identifier Kind = iota + 100 // Text is its name; also a binding
	PrivateName
	Number
	String // Text is its value
	Regexp
	Template       // the expressions in it
	TaggedTemplate // tag Template
	Literal        // true, false, null
	This
	Super
	Array           // elements, nil for a hole
	Object          // Properties and Spreads
	Property        // key value; Text is init, get, set or method; ShorthandFlag (key == value, or value is a Default)
	Spread          // argument
	ArrayPattern    // targets, Defaults, Rest, nil for a hole
	ObjectPattern   // Properties, Rest
	Default         // target value
	Rest            // target
	Assign          // target value; Text is the operator
	Unary           // operand; Text is the operator
	Update          // operand; Text is the operator; PrefixFlag
	Binary          // left right; Text is the operator
	Conditional     // test then else
	Call            // callee arguments
	New             // callee arguments
	Dot             // object name
	Index           // object expression
	Sequence        // expressions
	Yield           // [argument]; DelegateFlag
	Await           // argument
	ImportCall      // specifier [options]
	ImportMeta      //
	NewTarget       //
	emptyParameters // () before =>
)

// Flags are what a Node is besides its Kind.
type Flags uint16

// The flags of a Node.
const (
	AsyncFlag Flags = 1 << iota
	GeneratorFlag
	AwaitFlag
	StaticFlag
	ComputedFlag
	ShorthandFlag
	PrefixFlag
	DelegateFlag
	OptionalFlag  // Dot, Index, Call: after ?.
	ChainFlag     // Dot, Index, Call: of an optional chain
	ParenFlag     // in parentheses
	DirectiveFlag // Expression: a directive
	DecoratorFlag
	StrictFlag // function, class or Program: strict code
	HoistFlag  // FunctionDeclaration: see Scope.Hoisted
)

// Node is a part of the tree. Start and End are byte offsets of its first byte and behind its last, without parentheses
// around it.
type Node struct {
	Kind       Kind
	Flags      Flags
	depth      int32 // of the tree below
	Start, End int
	// OuterStart and OuterEnd are Start and End with the parentheses around an expression.
	OuterStart, OuterEnd int
	// Inner is one more place. Expression, Declarator: see there. Functions: where the parameters begin. Member, Property:
	// where the key begins. Binary, Update, Dot, Index, Call: where V8 says they are.
	Inner int
	Text  string
	Kids  []*Node
	Scope *Scope // of Program, Block, For, ForIn, ForOf, Switch, Try (parameter and handler), functions and classes
}

// Has reports whether all of f are set.
func (n *Node) Has(f Flags) bool { return n.Flags&f == f }

// IsFunction reports whether n is a function of any kind.
func (n *Node) IsFunction() bool { return n.Kind >= FunctionDeclaration && n.Kind <= Method }

// Body returns the body of a function, loop or labelled statement.
func (n *Node) Body() *Node { return n.Kids[len(n.Kids)-1] }

// Walk calls visit for n and everything below, parents first, in source order; it does not go below a node for which
// visit is false.
func Walk(n *Node, visit func(*Node) bool) {
	if n == nil || !visit(n) {
		return
	}
	for _, k := range n.Kids {
		Walk(k, visit)
	}
}
