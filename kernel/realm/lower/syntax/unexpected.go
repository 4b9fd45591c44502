package syntax

import "strings"

// Unexpected returns what V8 says of the token at a byte offset of src if it cannot stand there.
func Unexpected(src string, offset int) string {
	p := &parser{scanner: scanner{src: src, pos: offset}}
	t := p.scanner.next()
	msg, named := p.describe(&t)
	return strings.Replace(msg, "%", named, 1)
}
