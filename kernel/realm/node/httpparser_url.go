package node

// urlState follows the target of a request as far as Node's parser looks at it: enough to tell that it is one.
type urlState uint8

const (
	urlBegin urlState = iota
	urlScheme
	urlSlash
	urlSlashSlash
	urlServer
	urlServerAt
	urlPath
	urlQuery
	urlFragment
)

func (p *httpParser) urlByte(c byte, i int) error {
	if c == ' ' || c == '\r' || c == '\n' {
		return p.urlOver(c, i)
	}
	if c == '\t' || c == '\f' {
		return p.fail("HPE_INVALID_URL", "Invalid characters in url", i+1)
	}
	next, reason := p.url.next(c, p.msg.method == "CONNECT")
	if reason != "" {
		return p.fail("HPE_INVALID_URL", reason, i)
	}
	p.url = next
	p.text = append(p.text, c)
	p.nread++
	return nil
}

// urlOver ends the target at a space, or the whole line: that is HTTP/0.9.
func (p *httpParser) urlOver(c byte, i int) error {
	switch p.url {
	case urlScheme, urlSlash, urlSlashSlash, urlServerAt:
		return p.fail("HPE_INVALID_URL", "Invalid characters in url", i+1)
	}
	switch c {
	case ' ':
		if p.nread >= p.maxHeader {
			return p.fail("HPE_HEADER_OVERFLOW", "Header overflow", i)
		}
		p.state = httpProtocol
	case '\r':
		p.msg.minor = 9
		p.state = httpStartLineLF
	default:
		return p.fail("HPE_CR_EXPECTED", "Missing expected CR after URL", i)
	}
	return nil
}

func isLetter(c byte) bool { c |= 0x20; return c >= 'a' && c <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func urlChar(c byte) bool { return c > ' ' && c < 0x7f }

func serverChar(c byte) bool {
	if isLetter(c) || isDigit(c) {
		return true
	}
	switch c {
	case '.', '-', '_', '~', '!', '$', '%', '&', '\'', '(', ')', '*', '+', ',', ';', ':', '=', '[', ']':
		return true
	}
	return false
}

// next returns the state after c, or why c cannot be there.
func (s urlState) next(c byte, connect bool) (urlState, string) {
	switch s {
	case urlBegin:
		switch {
		case connect && (serverChar(c) || c == '/'):
			return urlServer, ""
		case connect:
			return s, "Unexpected start char in url"
		case c == '/' || c == '*':
			return urlPath, ""
		case isLetter(c):
			return urlScheme, ""
		}
		return s, "Unexpected start char in url"
	case urlScheme:
		if c == ':' {
			return urlSlash, ""
		}
		if isLetter(c) || isDigit(c) || c == '+' || c == '-' || c == '.' {
			return s, ""
		}
		return s, "Unexpected char in url schema"
	case urlSlash, urlSlashSlash:
		if c != '/' {
			return s, "Unexpected char in url schema"
		}
		return s + 1, ""
	case urlServer, urlServerAt:
		return s.server(c)
	case urlPath:
		switch {
		case c == '?':
			return urlQuery, ""
		case c == '#':
			return urlFragment, ""
		case !urlChar(c):
			return s, "Invalid char in url path"
		}
	case urlQuery:
		if c == '#' {
			return urlFragment, ""
		}
		if !urlChar(c) {
			return s, "Invalid char in url query"
		}
	case urlFragment:
		if !urlChar(c) {
			return s, "Invalid char in url fragment"
		}
	}
	return s, ""
}

func (s urlState) server(c byte) (urlState, string) {
	switch {
	case c == '/':
		return urlPath, ""
	case c == '?':
		return urlQuery, ""
	case c == '@':
		return urlServerAt, ""
	case serverChar(c):
		return urlServer, ""
	}
	return s, "Unexpected char in url server"
}
