package node

import (
	"bytes"
	"strings"
)

// tokenChar says which bytes a header's name may have (RFC 9110, token).
var tokenChar = func() (table [256]bool) {
	for c := range table {
		b := byte(c)
		table[c] = isLetter(b) || isDigit(b) || strings.IndexByte("!#$%&'*+-.^_`|~", b) >= 0
	}
	return table
}()

// valueChar says which bytes a header's value may have.
var valueChar = func() (table [256]bool) {
	for c := range table {
		table[c] = c == '\t' || c >= 0x20 && c != 0x7f
	}
	return table
}()

// field takes the next bytes of the headers, of names and values as many as there are; it returns the last it took.
func (p *httpParser) field(b []byte, i int) (int, error) {
	c := b[i]
	switch p.state {
	case httpFieldStart, httpAfterValue:
		return i, p.fieldStart(c, i)
	case httpFieldName:
		return p.fieldName(b, i)
	case httpValueStart:
		if c == ' ' || c == '\t' {
			return i, nil
		}
		p.state = httpValue
		return p.value(b, i)
	case httpValue:
		return p.value(b, i)
	case httpValueLF:
		if c != '\n' {
			return i, p.fail("HPE_LF_EXPECTED", "Missing expected LF after header value", i)
		}
		p.state = httpAfterValue
		return i, p.valueOver(i)
	}
	if c != '\n' {
		return i, p.fail("HPE_STRICT", "Expected LF after headers", i)
	}
	return i, p.headOver(i)
}

func (p *httpParser) fieldStart(c byte, i int) error {
	switch {
	case c == '\r':
		p.state = httpHeadLF
		return nil
	case c == '\n':
		return p.fail("HPE_CR_EXPECTED", "Missing expected CR after header value", i)
	case c == ' ' || c == '\t':
		if p.state == httpAfterValue {
			return p.fail("HPE_INVALID_HEADER_TOKEN", "Unexpected whitespace after header value", i)
		}
		return p.fail("HPE_UNEXPECTED_SPACE", "Unexpected space after start line", i+1)
	case !tokenChar[c]:
		return p.fail("HPE_INVALID_HEADER_TOKEN", "Invalid header token", i)
	}
	p.start = len(p.text)
	p.text = append(p.text, c)
	p.nread++
	p.state = httpFieldName
	return nil
}

func (p *httpParser) fieldName(b []byte, i int) (int, error) {
	from := i
	for i < len(b) && tokenChar[b[i]] {
		i++
	}
	p.text = append(p.text, b[from:i]...)
	p.nread += i - from
	if i == len(b) {
		return i - 1, nil
	}
	if b[i] != ':' {
		return i, p.fail("HPE_INVALID_HEADER_TOKEN", "Invalid header token", i)
	}
	p.text = append(p.text, 0)
	p.state = httpValueStart
	return i, nil
}

func (p *httpParser) value(b []byte, i int) (int, error) {
	from := i
	for i < len(b) && valueChar[b[i]] {
		i++
	}
	p.text = append(p.text, b[from:i]...)
	p.nread += i - from
	switch {
	case i == len(b):
		return i - 1, nil
	case b[i] == '\r' && p.nread >= p.maxHeader:
		return i, p.fail("HPE_HEADER_OVERFLOW", "Header overflow", i+1)
	case b[i] == '\r':
		p.state = httpValueLF
		return i, nil
	case b[i] == '\n':
		return i, p.fail("HPE_CR_EXPECTED", "Missing expected CR after header value", i)
	}
	if p.lenient && b[i] != 0 {
		p.text = append(p.text, b[i])
		return i, nil
	}
	return i, p.fail("HPE_INVALID_HEADER_TOKEN", "Invalid header value char", i)
}

// valueOver looks at the headers that say where the message ends.
func (p *httpParser) valueOver(i int) error {
	p.text = trimTrailing(p.text)
	at := p.start + bytes.IndexByte(p.text[p.start:], 0)
	name, value := p.text[p.start:at], p.text[at+1:]
	err := p.framing(name, value, i)
	p.text = append(p.text, 0)
	return err
}

func (p *httpParser) framing(name, value []byte, i int) error {
	if p.flags&httpFlagTrailers != 0 {
		return nil
	}
	switch len(name) {
	case 4:
		if equalFold(name, "host") {
			p.flags |= httpFlagHost
		}
	case 6:
		if equalFold(name, "expect") {
			p.flags |= httpFlagExpect
		}
	case 7:
		if equalFold(name, "upgrade") {
			p.flags |= httpFlagUpgrade
		}
	case 10:
		if equalFold(name, "connection") {
			p.connection(value)
		}
	case 14:
		if equalFold(name, "content-length") {
			return p.contentLength(value, i)
		}
	case 16:
		if equalFold(name, "proxy-connection") {
			p.connection(value)
		}
	case 17:
		if equalFold(name, "transfer-encoding") {
			return p.transferEncoding(name, value, i)
		}
	}
	return nil
}

func (p *httpParser) connection(value []byte) {
	for token := range bytes.SplitSeq(value, []byte{','}) {
		switch token = bytes.TrimSpace(token); {
		case equalFold(token, "close"):
			p.flags |= httpFlagClose
		case equalFold(token, "keep-alive"):
			p.flags |= httpFlagKeepAlive
		case equalFold(token, "upgrade"):
			p.flags |= httpFlagConnectionUpgrade
		}
	}
}

// contentLength reads the length; i is the place of the LF behind the value.
func (p *httpParser) contentLength(value []byte, i int) error {
	begin := max(i-1-len(value), 0)
	if p.flags&httpFlagLength != 0 {
		return p.fail("HPE_UNEXPECTED_CONTENT_LENGTH", "Duplicate Content-Length", begin)
	}
	if p.flags&httpFlagTransferEncoding != 0 && !p.lenient {
		return p.fail("HPE_INVALID_CONTENT_LENGTH", "Content-Length can't be present with Transfer-Encoding", max(begin-1, 0))
	}
	if len(value) == 0 {
		return p.fail("HPE_INVALID_CONTENT_LENGTH", "Empty Content-Length", i+1)
	}
	p.flags |= httpFlagLength
	spaces := false
	for at, c := range value {
		switch {
		case c == ' ':
			spaces = true
			continue
		case spaces:
			return p.fail("HPE_INVALID_CONTENT_LENGTH", "Invalid character in Content-Length", begin+at)
		case !isDigit(c):
			return p.fail("HPE_INVALID_CONTENT_LENGTH", "Invalid character in Content-Length", begin+at)
		case p.size > (1<<64-1-uint64(c-'0'))/10:
			return p.fail("HPE_INVALID_CONTENT_LENGTH", "Content-Length overflow", begin+at+1)
		}
		p.size = p.size*10 + uint64(c-'0')
	}
	return nil
}

func (p *httpParser) transferEncoding(name, value []byte, i int) error {
	begin := max(i-1-len(value), 0)
	if p.flags&httpFlagLength != 0 && !p.lenient {
		return p.fail("HPE_INVALID_TRANSFER_ENCODING", "Transfer-Encoding can't be present with Content-Length", max(begin-1, 0))
	}
	p.flags |= httpFlagTransferEncoding
	tokens := bytes.Split(value, []byte{','})
	p.flags &^= httpFlagChunked
	for n, token := range tokens {
		if !equalFold(bytes.TrimSpace(token), "chunked") {
			continue
		}
		if n < len(tokens)-1 && !p.response && !p.lenient {
			where := begin + bytes.IndexByte(value, ',')
			return p.fail("HPE_INVALID_TRANSFER_ENCODING", "Invalid `Transfer-Encoding` header value", where+1)
		}
		p.flags |= httpFlagChunked
	}
	return nil
}

// equalFold compares with a name in lower case.
func equalFold(b []byte, lower string) bool {
	if len(b) != len(lower) {
		return false
	}
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}
