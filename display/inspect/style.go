package inspect

import (
	"strings"

	"github.com/dop251/goja"
)

// styles and colors are Node's util.inspect.styles and util.inspect.colors.
var styleNames = [...]string{"special", "number", "bigint", "boolean", "undefined", "null", "string", "symbol", "date", "regexp", "module"}

var styles = map[string]string{
	"special": "cyan", "number": "yellow", "bigint": "yellow", "boolean": "yellow", "undefined": "grey", "null": "bold",
	"string": "green", "symbol": "green", "date": "magenta", "regexp": "red", "module": "underline",
}

var colors = map[string][2]int{
	"reset": {0, 0}, "bold": {1, 22}, "dim": {2, 22}, "italic": {3, 23}, "underline": {4, 24}, "blink": {5, 25},
	"inverse": {7, 27}, "hidden": {8, 28}, "strikethrough": {9, 29}, "doubleunderline": {21, 24},
	"black": {30, 39}, "red": {31, 39}, "green": {32, 39}, "yellow": {33, 39}, "blue": {34, 39}, "magenta": {35, 39},
	"cyan": {36, 39}, "white": {37, 39}, "bgBlack": {40, 49}, "bgRed": {41, 49}, "bgGreen": {42, 49},
	"bgYellow": {43, 49}, "bgBlue": {44, 49}, "bgMagenta": {45, 49}, "bgCyan": {46, 49}, "bgWhite": {47, 49},
	"framed": {51, 54}, "overlined": {53, 55}, "gray": {90, 39}, "redBright": {91, 39}, "greenBright": {92, 39},
	"yellowBright": {93, 39}, "blueBright": {94, 39}, "magentaBright": {95, 39}, "cyanBright": {96, 39},
	"whiteBright": {97, 39}, "bgGray": {100, 49}, "bgRedBright": {101, 49}, "bgGreenBright": {102, 49},
	"bgYellowBright": {103, 49}, "bgBlueBright": {104, 49}, "bgMagentaBright": {105, 49}, "bgCyanBright": {106, 49},
	"bgWhiteBright": {107, 49},
}

// style colours s as the given kind of value, when colours are on or the user brought a stylize of his own.
func (p *printer) style(s, kind string) string {
	if p.opt.stylize != nil {
		call, ok := goja.AssertFunction(p.opt.stylize)
		if !ok {
			panic(p.rt.NewTypeError("fn is not a function"))
		}
		v, err := call(goja.Undefined(), p.Inspector.value(s), p.rt.ToValue(kind))
		if err != nil {
			panic(err)
		}
		return textOf(v.ToString())
	}
	if !p.opt.Colors {
		return s
	}
	return p.paint(s, kind)
}

// paint adds the colour of util.inspect.styles, which the user may have changed.
func (i *Inspector) paint(s, kind string) string {
	if i.fn == nil {
		name := styles[kind]
		if name == "grey" {
			name = "gray"
		}
		c, ok := colors[name]
		if !ok {
			return s
		}
		return "\x1b[" + itoa(c[0]) + "m" + s + "\x1b[" + itoa(c[1]) + "m"
	}
	name := i.readName(i.readObject(i.fn, "styles"), kind)
	if goja.IsUndefined(name) {
		return s
	}
	c, ok := i.readName(i.readObject(i.fn, "colors"), textOf(name.ToString())).(*goja.Object)
	if !ok {
		return s
	}
	return "\x1b[" + textOf(i.readName(c, "0").ToString()) + "m" + s + "\x1b[" + textOf(i.readName(c, "1").ToString()) + "m"
}

func (i *Inspector) readObject(o *goja.Object, name string) *goja.Object {
	return i.readName(o, name).ToObject(i.rt)
}

// stripControl removes ANSI colour sequences: ESC [ parameters letter.
func stripControl(s string) string {
	if strings.IndexByte(s, 0x1B) < 0 {
		return s
	}
	var b strings.Builder
	for {
		at := strings.IndexByte(s, 0x1B)
		if at < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at])
		s = s[at:]
		n := sequence(s)
		if n == 0 {
			n = 1
			b.WriteByte(s[0])
		}
		s = s[n:]
	}
}

// sequence is the length of the colour sequence s starts with, 0 if there is none.
func sequence(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	for x := 2; x < len(s); x++ {
		c := s[x]
		if c >= '0' && c <= '9' || c == ';' {
			continue
		}
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			return x + 1
		}
		return 0
	}
	return 0
}

// colorNames is the order of util.inspect.colors.
var colorNames = strings.Fields(`reset bold dim italic underline blink inverse hidden strikethrough doubleunderline
	black red green yellow blue magenta cyan white bgBlack bgRed bgGreen bgYellow bgBlue bgMagenta bgCyan bgWhite
	framed overlined gray redBright greenBright yellowBright blueBright magentaBright cyanBright whiteBright bgGray
	bgRedBright bgGreenBright bgYellowBright bgBlueBright bgMagentaBright bgCyanBright bgWhiteBright`)

// colorAliases are further names of colours, not enumerable in util.inspect.colors.
var colorAliases = [][2]string{
	{"grey", "gray"}, {"blackBright", "gray"}, {"bgGrey", "bgGray"}, {"bgBlackBright", "bgGray"}, {"faint", "dim"},
	{"crossedout", "strikethrough"}, {"strikeThrough", "strikethrough"}, {"crossedOut", "strikethrough"},
	{"conceal", "hidden"}, {"swapColors", "inverse"}, {"swapcolors", "inverse"}, {"doubleUnderline", "doubleunderline"},
}
