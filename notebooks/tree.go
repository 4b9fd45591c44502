package notebooks

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A notebook is kept as the JSON tree it was read as, so that what Loopbook does not know survives, in its place. A
// value of the tree is a string, a json.Number (its digits as found), a bool, nil, a []any or an *object.

// object is a JSON object that remembers the order of its keys.
type object struct {
	keys   []string
	values map[string]any
}

// maxDepth bounds the nesting that is read; real notebooks stay below 20.
const maxDepth = 1000

func newObject() *object { return &object{values: map[string]any{}} }

func (o *object) get(key string) any {
	if o == nil {
		return nil
	}
	return o.values[key]
}

// set gives key a value. A key that is new goes where the alphabet puts it, as nbformat sorts its keys, unless the
// keys there are in another order: then it goes last.
func (o *object) set(key string, v any) {
	_, known := o.values[key]
	o.values[key] = v
	if known {
		return
	}
	at := len(o.keys)
	if slices.IsSorted(o.keys) {
		at, _ = slices.BinarySearch(o.keys, key)
	}
	o.keys = slices.Insert(o.keys, at, key)
}

// parseTree reads one JSON value. The error names line and column.
func parseTree(data []byte) (any, error) {
	if !utf8.Valid(data) {
		return nil, positioned(data, invalidUTF8(data), errors.New("not valid UTF-8"))
	}
	if err := checkSyntax(data); err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	v, err := parseValue(dec, 0)
	if err != nil {
		return nil, positioned(data, dec.InputOffset(), err)
	}
	return v, nil
}

// checkSyntax finds what is wrong with the whole text: the offsets of a json.Decoder that reads tokens are of no use
// for that.
func checkSyntax(data []byte) error {
	var syntax *json.SyntaxError
	err := json.Unmarshal(data, new(json.RawMessage))
	if !errors.As(err, &syntax) {
		return err
	}
	if syntax.Offset >= int64(len(data)) && strings.HasPrefix(syntax.Error(), "unexpected end") {
		return positioned(data, syntax.Offset, errors.New("the file ends in the middle of a value"))
	}
	return positioned(data, syntax.Offset-1, err)
}

func parseValue(dec *json.Decoder, depth int) (any, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("nested more than %d deep", maxDepth)
	}
	tok, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch tok {
	case json.Delim('{'):
		return parseObject(dec, depth)
	case json.Delim('['):
		return parseArray(dec, depth)
	}
	return tok, nil
}

func parseObject(dec *json.Decoder, depth int) (*object, error) {
	o := newObject()
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return nil, err
		}
		v, err := parseValue(dec, depth+1)
		if err != nil {
			return nil, err
		}
		key := tok.(string)
		if _, twice := o.values[key]; !twice {
			o.keys = append(o.keys, key)
		}
		o.values[key] = v
	}
	_, err := dec.Token()
	return o, err
}

func parseArray(dec *json.Decoder, depth int) ([]any, error) {
	list := []any{}
	for dec.More() {
		v, err := parseValue(dec, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := dec.Token()
	return list, err
}

func invalidUTF8(data []byte) int64 {
	at := 0
	for at < len(data) {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return int64(at)
}

// positioned puts line and column of a byte offset in front of err; columns count characters.
func positioned(data []byte, at int64, err error) error {
	before := data[:max(0, min(at, int64(len(data))))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return fmt.Errorf("line %d, column %d: %w", line, column, err)
}

// appendTree writes v as Python's json.dumps(v, indent=1, ensure_ascii=False) does, which is how nbformat writes.
func appendTree(b []byte, v any, depth int) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	case json.Number:
		return append(b, v...)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case string:
		return appendString(b, v)
	case []any:
		return appendArray(b, v, depth)
	case *object:
		return appendObject(b, v, depth)
	}
	panic(fmt.Sprintf("notebooks: a %T in the tree", v))
}

func appendArray(b []byte, list []any, depth int) []byte {
	if len(list) == 0 {
		return append(b, "[]"...)
	}
	b = append(b, '[')
	for i, v := range list {
		b = appendBreak(b, i, depth+1)
		b = appendTree(b, v, depth+1)
	}
	b = appendBreak(b, 0, depth)
	return append(b, ']')
}

func appendObject(b []byte, o *object, depth int) []byte {
	if len(o.keys) == 0 {
		return append(b, "{}"...)
	}
	b = append(b, '{')
	for i, key := range o.keys {
		b = appendBreak(b, i, depth+1)
		b = appendString(b, key)
		b = append(b, ": "...)
		b = appendTree(b, o.values[key], depth+1)
	}
	b = appendBreak(b, 0, depth)
	return append(b, '}')
}

func appendBreak(b []byte, i, depth int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	b = append(b, '\n')
	return append(b, strings.Repeat(" ", depth)...)
}

func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := range len(s) {
		c := s[i]
		short := strings.IndexByte("\"\\\n\r\t\f\b", c)
		switch {
		case short >= 0:
			b = append(b, '\\', `"\nrtfb`[short])
		case c < 0x20:
			b = append(b, `\u00`...)
			b = append(b, hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// textOf is a multi-line string of nbformat: a string, or a list of lines. ok is false for anything else.
func textOf(v any) (s string, ok bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case []any:
		var b strings.Builder
		for _, line := range v {
			s, ok := line.(string)
			if !ok {
				return "", false
			}
			b.WriteString(s)
		}
		return b.String(), true
	}
	return "", false
}

// lines cuts s as nbformat does before it writes (Python's str.splitlines(True)): every line keeps its end.
func lines(s string) []any {
	list := []any{}
	for s != "" {
		n := lineEnd(s)
		list = append(list, s[:n])
		s = s[n:]
	}
	return list
}

func lineEnd(s string) int {
	at := strings.IndexAny(s, "\n\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029")
	if at < 0 {
		return len(s)
	}
	if strings.HasPrefix(s[at:], "\r\n") {
		return at + 2
	}
	_, n := utf8.DecodeRuneInString(s[at:])
	return at + n
}
