package notebooks

import (
	"bytes"
	"html"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
)

// chroma's own lexers and styles are not linked in: their packages register some hundreds of them when the program
// starts, which takes 10 ms, longer than all the rest of a kernel's start. The one language that matters here is
// described below, for chroma's machine; colours are in page.css.

// javascript and typescript build their lexer at the first page, not at start.
var (
	javascript = sync.OnceValue(func() chroma.Lexer { return scriptLexer(false) })
	typescript = sync.OnceValue(func() chroma.Lexer { return scriptLexer(true) })
)

// highlight is code as HTML with a class for each kind of token; a language it does not know comes out plain.
func highlight(language, code string) string {
	code = strings.ReplaceAll(code, "\r\n", "\n")
	var lexer chroma.Lexer
	switch strings.ToLower(language) {
	case "javascript", "js", "mjs", "cjs", "jsx", "json", "node":
		lexer = javascript()
	case "typescript", "ts", "mts", "cts", "tsx":
		lexer = typescript()
	default:
		return html.EscapeString(code)
	}
	tokens, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root", EnsureLF: true}, code)
	if err != nil {
		return html.EscapeString(code)
	}
	f := chromahtml.New(chromahtml.WithClasses(true), chromahtml.WithAllClasses(true), chromahtml.PreventSurroundingPre(true))
	var b bytes.Buffer
	if err := f.Format(&b, noStyle(), tokens); err != nil {
		return html.EscapeString(code)
	}
	return b.String()
}

var noStyle = sync.OnceValue(func() *chroma.Style {
	return chroma.MustNewStyle("loopbook", chroma.StyleEntries{chroma.Background: ""})
})

const (
	identifier = `[\p{L}_$][\p{L}\p{N}_$\u200c\u200d]*`
	digits     = `\d(?:_?\d)*`
	// What stands before a regular expression: an operator, an opening bracket, a keyword, or nothing. After anything
	// else a slash divides.
	beforeRegexp = `(?<=(?:^|[=(,:;!&|?{}\[+\-*%~^<>]|\b(?:return|typeof|instanceof|case|in|of|delete|void|throw|new|await|yield|do|else))[ \t\r\n]*)`
)

// scriptLexer describes JavaScript, or TypeScript, as ECMA-262 section 12 (lexical grammar) has it. Order matters:
// the first rule that matches at a position wins.
func scriptLexer(types bool) chroma.Lexer {
	config := &chroma.Config{Name: "JavaScript", DotAll: false}
	return chroma.MustNewLexer(config, func() chroma.Rules {
		return chroma.Rules{
			"root":          scriptRules(types),
			"template":      templateRules(),
			"interpolation": append([]chroma.Rule{{Pattern: `\}`, Type: chroma.LiteralStringInterpol, Mutator: chroma.Pop(1)}, {Pattern: `\{`, Type: chroma.Punctuation, Mutator: chroma.Push("block")}}, scriptRules(types)...),
			"block":         append([]chroma.Rule{{Pattern: `\}`, Type: chroma.Punctuation, Mutator: chroma.Pop(1)}, {Pattern: `\{`, Type: chroma.Punctuation, Mutator: chroma.Push("block")}}, scriptRules(types)...),
		}
	})
}

func templateRules() []chroma.Rule {
	return []chroma.Rule{
		{Pattern: "`", Type: chroma.LiteralStringBacktick, Mutator: chroma.Pop(1)},
		{Pattern: `\$\{`, Type: chroma.LiteralStringInterpol, Mutator: chroma.Push("interpolation")},
		{Pattern: `\\(?:u\{[0-9a-fA-F]+\}|[\s\S])`, Type: chroma.LiteralStringEscape},
		{Pattern: "[^`$\\\\]+", Type: chroma.LiteralStringBacktick},
		{Pattern: `\$`, Type: chroma.LiteralStringBacktick},
	}
}

func scriptRules(types bool) []chroma.Rule {
	rules := []chroma.Rule{
		{Pattern: `\s+`, Type: chroma.Text},
		{Pattern: `(?<=^[ \t]*)(?://)?%%?[a-z].*`, Type: chroma.CommentPreproc}, // a magic
		{Pattern: `#!.*`, Type: chroma.CommentHashbang},
		{Pattern: `//.*`, Type: chroma.CommentSingle},
		{Pattern: `/\*[\s\S]*?(?:\*/|$(?!\n))`, Type: chroma.CommentMultiline},
		{Pattern: "`", Type: chroma.LiteralStringBacktick, Mutator: chroma.Push("template")},
		{Pattern: `"(?:\\[\s\S]|[^"\\\n])*"?`, Type: chroma.LiteralStringDouble},
		{Pattern: `'(?:\\[\s\S]|[^'\\\n])*'?`, Type: chroma.LiteralStringSingle},
		{Pattern: beforeRegexp + `/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*`, Type: chroma.LiteralStringRegex},
		{Pattern: `0[xX][0-9a-fA-F_]+n?|0[bB][01_]+n?|0[oO][0-7_]+n?`, Type: chroma.LiteralNumberHex},
		{Pattern: `(?:` + digits + `(?:\.(?:` + digits + `)?)?|\.` + digits + `)(?:[eE][+-]?` + digits + `)?n?`, Type: chroma.LiteralNumber},
		{Pattern: `(?<=\?\.|\.)#?` + identifier + `(?=\s*(?:\(|` + "`" + `))`, Type: chroma.NameFunction},
		{Pattern: `(?<=\?\.|\.)#?` + identifier, Type: chroma.NameProperty},
		{Pattern: `(?:async|await|break|case|catch|continue|debugger|default|delete|do|else|export|extends|finally|for|from(?=\s*['"])|get(?=\s+\w)|if|import|in|instanceof|new|of(?=\s)|return|set(?=\s+\w)|static|switch|throw|try|typeof|using(?=\s+\w)|void|while|with|yield)` + wordEnd, Type: chroma.Keyword},
		{Pattern: `(?:class|const|function|let|var)` + wordEnd, Type: chroma.KeywordDeclaration},
		{Pattern: `(?:true|false|null|undefined|NaN|Infinity)` + wordEnd, Type: chroma.KeywordConstant},
		{Pattern: `(?:this|super|globalThis|arguments|new\.target|import\.meta)` + wordEnd, Type: chroma.NameBuiltinPseudo},
	}
	if types {
		rules = append(rules,
			chroma.Rule{Pattern: `(?:abstract|as|asserts|declare|enum|implements|infer|interface|is(?=\s)|keyof|namespace|override|private|protected|public|readonly|satisfies|type(?=\s+\w))` + wordEnd, Type: chroma.Keyword},
			chroma.Rule{Pattern: `(?:any|bigint|boolean|never|number|object|string|symbol|unknown)` + wordEnd + `(?!\s*[:(=.])`, Type: chroma.KeywordType})
	}
	return append(rules,
		chroma.Rule{Pattern: `@` + identifier, Type: chroma.NameDecorator},
		chroma.Rule{Pattern: `(?:AggregateError|Array|ArrayBuffer|BigInt|Boolean|Buffer|Date|Error|EvalError|Float64Array|Function|Int32Array|Intl|JSON|Map|Math|Number|Object|Promise|Proxy|RangeError|ReferenceError|Reflect|RegExp|Set|String|Symbol|SyntaxError|TypeError|URL|Uint8Array|WeakMap|WeakRef|WeakSet|console|process|exports|module)` + wordEnd, Type: chroma.NameBuiltin},
		chroma.Rule{Pattern: `#?` + identifier + `(?=\s*(?:\(|=>|=\s*(?:async\s*)?(?:\([^()\n]*\)|` + identifier + `)\s*=>|=\s*(?:async\s+)?function\b))`, Type: chroma.NameFunction},
		chroma.Rule{Pattern: `\p{Lu}[\p{L}\p{N}_$]*`, Type: chroma.NameClass},
		chroma.Rule{Pattern: `#?` + identifier, Type: chroma.Name},
		chroma.Rule{Pattern: `\.\.\.|=>|[-+*/%&|^~!=<>?]+`, Type: chroma.Operator},
		chroma.Rule{Pattern: `[{}()\[\];,.:@#\\]`, Type: chroma.Punctuation})
}

const wordEnd = `(?![\p{L}\p{N}_$])`
