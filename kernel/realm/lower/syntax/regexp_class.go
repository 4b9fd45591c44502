package syntax

import "strings"

const syntaxCharacters = `^$\.*+?()[]{}|/`

// atomEscape reads an escape sequence outside of classes; it is false for an assertion.
func (c *regexpChecker) atomEscape() bool {
	c.pos++
	switch r := c.peek(0); {
	case r == endOfPattern:
		c.fail(`\ at end of pattern`)
	case r == 'b' || r == 'B':
		c.pos++
		return false
	case r >= '1' && r <= '9':
		c.backReference()
	case r == 'k' && (c.unicode || c.named):
		c.pos++
		if !c.eat('<') {
			c.fail("Invalid named reference")
		}
		name, ok := c.name()
		if !ok {
			c.fail("Invalid capture group name")
		}
		c.references = append(c.references, name)
	case strings.ContainsRune("dDsSwW", r):
		c.pos++
	case (r == 'p' || r == 'P') && c.unicode:
		c.property("Invalid property name")
	default:
		c.characterEscape(false)
	}
	return true
}

// backReference reads \1 and up, which without the flag u may be an octal or identity escape.
func (c *regexpChecker) backReference() {
	start := c.pos
	n, _ := c.decimal()
	if n <= c.captures {
		return
	}
	if c.unicode {
		c.fail("Invalid escape")
	}
	c.pos = start + 1
}

// property reads \p{...}.
func (c *regexpChecker) property(msg string) {
	negated := c.peek(0) == 'P'
	c.pos++
	if !c.eat('{') {
		c.fail(msg)
	}
	start := c.pos
	for c.peek(0) != '}' {
		if c.peek(0) == endOfPattern {
			c.fail(msg)
		}
		c.pos++
	}
	name := string(c.src[start:c.pos])
	c.pos++
	if !isProperty(name) && !(c.sets && !negated && isStringProperty(name)) {
		c.fail(msg)
	}
}

// characterEscape reads an escape sequence that stands for one character, from behind the backslash.
func (c *regexpChecker) characterEscape(inClass bool) rune {
	r := c.peek(0)
	c.pos++
	switch r {
	case 'f', 'n', 'r', 't', 'v':
		return map[rune]rune{'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v'}[r]
	case 'c':
		return c.control(inClass)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		return c.octal(r)
	case 'x':
		if v, ok := c.hex(2); ok {
			return v
		}
		if c.unicode {
			c.fail("Invalid escape")
		}
		return 'x'
	case 'u':
		if v, ok := c.unicodeEscape(c.unicode); ok {
			return v
		}
		if c.unicode {
			c.fail("Invalid Unicode escape")
		}
		return 'u'
	}
	if c.unicode && !strings.ContainsRune(syntaxCharacters, r) && !(inClass && r == '-') {
		c.fail("Invalid escape")
	}
	if r == 'k' && c.named && !c.unicode {
		c.fail("Invalid escape")
	}
	return r
}

func (c *regexpChecker) control(inClass bool) rune {
	r := c.peek(0)
	letter := r|0x20 >= 'a' && r|0x20 <= 'z'
	switch {
	case letter:
		c.pos++
		return r & 0x1f
	case c.unicode:
		c.fail("Invalid Unicode escape")
	case inClass && (r >= '0' && r <= '9' || r == '_'):
		c.pos++
		return r & 0x1f
	}
	c.pos--
	return '\\'
}

func (c *regexpChecker) octal(r rune) rune {
	next := c.peek(0)
	digit := next >= '0' && next <= '9'
	if r == '0' && !digit {
		return 0
	}
	if c.unicode {
		c.fail("Invalid decimal escape")
	}
	v := r - '0'
	for n := 0; n < 2 && c.peek(0) >= '0' && c.peek(0) <= '7' && v*8+c.peek(0)-'0' < 256; n++ {
		v = v*8 + c.peek(0) - '0'
		c.pos++
	}
	return v
}

const notOneCharacter rune = -2

// class reads a character class from behind its bracket.
func (c *regexpChecker) class() {
	if c.sets {
		c.setClass()
		return
	}
	c.eat('^')
	for !c.eat(']') {
		from := c.classAtom()
		if c.peek(0) != '-' {
			continue
		}
		c.pos++
		if c.peek(0) == ']' {
			continue
		}
		if c.peek(0) == endOfPattern {
			break
		}
		to := c.classAtom()
		switch {
		case from == notOneCharacter || to == notOneCharacter:
			if c.unicode {
				c.fail("Invalid character class")
			}
		case from > to:
			c.fail("Range out of order in character class")
		}
	}
}

// classAtom reads one character of a class, or what stands for many.
func (c *regexpChecker) classAtom() rune {
	r := c.peek(0)
	if r == endOfPattern {
		c.fail("Unterminated character class")
	}
	c.pos++
	if r != '\\' {
		return r
	}
	switch r := c.peek(0); {
	case r == endOfPattern:
		c.fail(`\ at end of pattern`)
	case r == 'b':
		c.pos++
		return '\b'
	case strings.ContainsRune("dDsSwW", r):
		c.pos++
		return notOneCharacter
	case (r == 'p' || r == 'P') && c.unicode:
		c.property("Invalid property name in character class")
		return notOneCharacter
	}
	return c.characterEscape(true)
}

// setClass moves over a class under the flag v, which may hold others.
func (c *regexpChecker) setClass() {
	for depth := 1; depth > 0; c.pos++ {
		switch c.peek(0) {
		case endOfPattern:
			c.fail("Unterminated character class")
		case '\\':
			c.pos++
		case '[':
			depth++
		case ']':
			depth--
		}
	}
}

// isProperty reports whether name may stand in \p{name}. Scripts are not checked by name.
func isProperty(name string) bool {
	key, value, pair := strings.Cut(name, "=")
	if pair {
		switch key {
		case "General_Category", "gc":
			return strings.Contains(categories, " "+value+" ")
		case "Script", "sc", "Script_Extensions", "scx":
			return value != "" && strings.Trim(value, letters) == ""
		}
		return false
	}
	return name != "" && (strings.Contains(categories, " "+name+" ") || strings.Contains(binaryProperties, " "+name+" "))
}

func isStringProperty(name string) bool { return strings.Contains(stringProperties, " "+name+" ") }

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"

// The names of ECMA-262, tables 67 to 70.
const (
	categories = " C Other Cc Control cntrl Cf Format Cn Unassigned Co Private_Use Cs Surrogate L Letter LC Cased_Letter " +
		"Ll Lowercase_Letter Lm Modifier_Letter Lo Other_Letter Lt Titlecase_Letter Lu Uppercase_Letter M Mark " +
		"Combining_Mark Mc Spacing_Mark Me Enclosing_Mark Mn Nonspacing_Mark N Number Nd Decimal_Number digit Nl " +
		"Letter_Number No Other_Number P Punctuation punct Pc Connector_Punctuation Pd Dash_Punctuation Pe " +
		"Close_Punctuation Pf Final_Punctuation Pi Initial_Punctuation Po Other_Punctuation Ps Open_Punctuation S Symbol " +
		"Sc Currency_Symbol Sk Modifier_Symbol Sm Math_Symbol So Other_Symbol Z Separator Zl Line_Separator Zp " +
		"Paragraph_Separator Zs Space_Separator "
	binaryProperties = " ASCII ASCII_Hex_Digit AHex Alphabetic Alpha Any Assigned Bidi_Control Bidi_C Bidi_Mirrored Bidi_M " +
		"Case_Ignorable CI Cased Changes_When_Casefolded CWCF Changes_When_Casemapped CWCM Changes_When_Lowercased CWL " +
		"Changes_When_NFKC_Casefolded CWKCF Changes_When_Titlecased CWT Changes_When_Uppercased CWU Dash " +
		"Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji Emoji_Component EComp Emoji_Modifier EMod " +
		"Emoji_Modifier_Base EBase Emoji_Presentation EPres Extended_Pictographic ExtPict Extender Ext Grapheme_Base " +
		"Gr_Base Grapheme_Extend Gr_Ext Hex_Digit Hex IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue IDC " +
		"ID_Start IDS Ideographic Ideo Join_Control Join_C Logical_Order_Exception LOE Lowercase Lower Math " +
		"Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn Pattern_White_Space Pat_WS Quotation_Mark QMark Radical " +
		"Regional_Indicator RI Sentence_Terminal STerm Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo " +
		"Uppercase Upper Variation_Selector VS White_Space space XID_Continue XIDC XID_Start XIDS "
	stringProperties = " Basic_Emoji Emoji_Keycap_Sequence RGI_Modifier_Sequence RGI_Flag_Sequence " +
		"RGI_Emoji_Modifier_Sequence RGI_Emoji_Flag_Sequence RGI_Emoji_Tag_Sequence RGI_Emoji_ZWJ_Sequence RGI_Emoji "
)
