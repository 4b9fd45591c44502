package syntax

// kind is what a token is.
type kind uint8

const (
	eof kind = iota
	illegal
	name           // any word that may be an identifier somewhere: contextual keywords too
	escapedKeyword // a reserved word written with an escape sequence
	privateName
	number
	bigint
	str
	regexp
	template // one piece of a template literal, from ` or } to ` or ${

	// Punctuators, in the order of punctuators.
	lbrace
	rbrace
	lparen
	rparen
	lbracket
	rbracket
	dot
	ellipsis
	semicolon
	comma
	question
	questionDot
	colon
	arrow
	at
	not
	tilde
	increment
	decrement

	assign // the first of the assignment operators
	assignNullish
	assignOr
	assignAnd
	assignBitOr
	assignBitXor
	assignBitAnd
	assignShl
	assignSar
	assignShr
	assignMul
	assignDiv
	assignMod
	assignExp
	assignAdd
	assignSub // the last

	nullish // the first of the binary operators
	or
	and
	bitOr
	bitXor
	bitAnd
	shl
	sar
	shr
	mul
	div
	mod
	exp
	add
	sub
	eq
	notEq
	eqStrict
	notEqStrict
	less
	greater
	lessEq
	greaterEq
	kwInstanceof
	kwIn // the last

	// Reserved words, but for the two above.
	kwBreak
	kwCase
	kwCatch
	kwClass
	kwConst
	kwContinue
	kwDebugger
	kwDefault
	kwDelete
	kwDo
	kwElse
	kwEnum
	kwExport
	kwExtends
	kwFalse
	kwFinally
	kwFor
	kwFunction
	kwIf
	kwImport
	kwNew
	kwNull
	kwReturn
	kwSuper
	kwSwitch
	kwThis
	kwThrow
	kwTrue
	kwTry
	kwTypeof
	kwVar
	kwVoid
	kwWhile
	kwWith
)

// spelling is how V8 quotes a token of a kind that has one spelling.
var spelling = [...]string{
	lbrace: "{", rbrace: "}", lparen: "(", rparen: ")", lbracket: "[", rbracket: "]", dot: ".", ellipsis: "...",
	semicolon: ";", comma: ",", question: "?", questionDot: "?.", colon: ":", arrow: "=>", at: "@", not: "!", tilde: "~",
	increment: "++", decrement: "--",
	assign: "=", assignNullish: "??=", assignOr: "||=", assignAnd: "&&=", assignBitOr: "|=", assignBitXor: "^=",
	assignBitAnd: "&=", assignShl: "<<=", assignSar: ">>=", assignShr: ">>>=", assignMul: "*=", assignDiv: "/=",
	assignMod: "%=", assignExp: "**=", assignAdd: "+=", assignSub: "-=",
	nullish: "??", or: "||", and: "&&", bitOr: "|", bitXor: "^", bitAnd: "&", shl: "<<", sar: ">>", shr: ">>>",
	mul: "*", div: "/", mod: "%", exp: "**", add: "+", sub: "-", eq: "==", notEq: "!=", eqStrict: "===",
	notEqStrict: "!==", less: "<", greater: ">", lessEq: "<=", greaterEq: ">=", kwInstanceof: "instanceof", kwIn: "in",
	kwBreak: "break", kwCase: "case", kwCatch: "catch", kwClass: "class", kwConst: "const", kwContinue: "continue",
	kwDebugger: "debugger", kwDefault: "default", kwDelete: "delete", kwDo: "do", kwElse: "else", kwEnum: "enum",
	kwExport: "export", kwExtends: "extends", kwFalse: "false", kwFinally: "finally", kwFor: "for",
	kwFunction: "function", kwIf: "if", kwImport: "import", kwNew: "new", kwNull: "null", kwReturn: "return",
	kwSuper: "super", kwSwitch: "switch", kwThis: "this", kwThrow: "throw", kwTrue: "true", kwTry: "try",
	kwTypeof: "typeof", kwVar: "var", kwVoid: "void", kwWhile: "while", kwWith: "with",
}

var keywords = keywordTable()

func keywordTable() map[string]kind {
	m := map[string]kind{"in": kwIn, "instanceof": kwInstanceof}
	for k := kwBreak; k <= kwWith; k++ {
		m[spelling[k]] = k
	}
	return m
}

// precedence orders the binary operators; 0 is no binary operator.
var precedence = [...]int{
	nullish: 3, or: 4, and: 5, bitOr: 6, bitXor: 7, bitAnd: 8, eq: 9, notEq: 9, eqStrict: 9, notEqStrict: 9,
	less: 10, greater: 10, lessEq: 10, greaterEq: 10, kwInstanceof: 10, kwIn: 10,
	shl: 11, sar: 11, shr: 11, add: 12, sub: 12, mul: 13, div: 13, mod: 13, exp: 14, kwWith: 0,
}

// token is one token of the source.
type token struct {
	kind       kind
	start, end int    // byte offsets
	text       string // of name, escapedKeyword, privateName: without escapes; of str: its value
	nl         bool   // a line terminator stands between the token before and this one
	esc        bool   // contains an escape sequence
	tail       bool   // template: the last piece of its literal
	cut        bool   // template: the source ends before the literal does

	// For illegal, and for template with an escape sequence that only a tagged template may have: what is wrong.
	err              string
	errStart, errEnd int
}

// is reports whether t is the contextual keyword word, written plainly.
func (t *token) is(word string) bool { return t.kind == name && !t.esc && t.text == word }

// isWord reports whether t may be a property name: a name or a reserved word.
func (t *token) isWord() bool {
	return t.kind == name || t.kind == escapedKeyword || t.kind >= kwInstanceof
}

func (t *token) isAssignment() bool { return t.kind >= assign && t.kind <= assignSub }

// contextual reports whether V8 has a token of its own for word although it is an identifier.
func contextual(word string) bool {
	switch word {
	case "accessor", "async", "get", "of", "set", "using":
		return true
	}
	return false
}

// strictReserved reports whether word is an identifier in sloppy mode only.
func strictReserved(word string) bool {
	switch word {
	case "let", "static", "yield", "implements", "interface", "package", "private", "protected", "public":
		return true
	}
	return false
}
