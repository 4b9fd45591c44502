package node

import (
	"bytes"
	"strings"
)

// HOW and WHY
//
// httpParser reads HTTP/1.1 messages (RFC 9112) out of the pieces that a connection brings. It is a machine of one byte:
// its whole memory is a state and what it has collected, so that a message may be cut anywhere, and what is wrong is said
// at the byte that is wrong, in the words Node's parser has for it (HPE_…), because programs look at code and bytesParsed.
//
//	GET /a HTTP/1.1 ⏎ Host: b ⏎ ⏎ ──> message.text  "/a"  "Host\0b\0"   one buffer; JavaScript cuts it up if it ever looks
//	                                  body bytes     slices of what came in, never copied here
//
// The head of a message becomes one string of names and values that are followed by a zero byte each: most servers look at
// two or three headers of a request, or at none, and need not pay for an array of all.

// httpMessage is what a head says. Its strings are Latin-1 as bytes.
type httpMessage struct {
	method       string
	url          string
	headers      string // name \0 value \0 …, in order, as written
	major, minor int
	status       int
	reason       string
	upgrade      bool // the other side wants to leave HTTP: CONNECT, or both headers
	keepAlive    bool // the connection may serve another message
	hasHost      bool
	expect       bool
	hasBody      bool // a length above 0, or chunks, or everything until the end
}

// httpVerdict is what the sink wants done with the rest of a message.
type httpVerdict int

const (
	httpBody    httpVerdict = iota // as the head says
	httpNoBody                     // the head was all
	httpUpgrade                    // what follows is not HTTP
)

// httpSink takes the parts of a message. The slices given to body are those given to execute. An error ends the parsing.
type httpSink interface {
	head(m *httpMessage) (httpVerdict, error)
	body(b []byte) error
	complete(trailers string) error
}

// httpError is a message that breaks the rules; at counts the bytes of the execute in question up to the offence.
type httpError struct {
	code, reason string
	at           int
}

func (e *httpError) Error() string { return e.code + ": " + e.reason }

type httpState uint8

const (
	httpStart httpState = iota
	httpMethod
	httpBeforeURL
	httpURL
	httpProtocol
	httpMajor
	httpDot
	httpMinor
	httpAfterVersion
	httpStartLineLF
	httpBeforeStatus
	httpStatus
	httpAfterStatus
	httpReason
	httpFieldStart
	httpFieldName
	httpValueStart
	httpValue
	httpValueLF
	httpAfterValue
	httpHeadLF
	httpLengthBody
	httpOpenBody // until the end of the connection
	httpChunkSizeStart
	httpChunkSize
	httpChunkExtension
	httpChunkExtensionQuoted
	httpChunkSizeLF
	httpChunkData
	httpChunkDataCR
	httpChunkDataLF
	httpClosed
	httpUpgraded
	httpBroken
)

const (
	httpFlagChunked = 1 << iota
	httpFlagTransferEncoding
	httpFlagLength
	httpFlagClose
	httpFlagKeepAlive
	httpFlagConnectionUpgrade
	httpFlagUpgrade
	httpFlagTrailers
	httpFlagHost
	httpFlagExpect
)

const (
	httpDefaultMaxHeader = 16 * 1024
	httpMaxExtensions    = 16 * 1024
)

// httpParser reads one direction of a connection. Make it with newHTTPParser.
type httpParser struct {
	sink      httpSink
	response  bool
	lenient   bool
	maxHeader int

	state  httpState
	flags  int
	text   []byte // url, then headers; in trailers the trailers
	urlEnd int
	start  int    // of the name or value that is being read, in text
	token  []byte // method, protocol, reason
	nread  int    // bytes of url, names and values
	size   uint64 // of the body or chunk that is left
	digits int
	exts   int
	url    urlState

	msg httpMessage
	cut bool // what follows in this piece was meant for another protocol, which the sink declined
}

func newHTTPParser(response bool, sink httpSink, maxHeader int, lenient bool) *httpParser {
	if maxHeader <= 0 {
		maxHeader = httpDefaultMaxHeader
	}
	return &httpParser{sink: sink, response: response, lenient: lenient, maxHeader: maxHeader}
}

func (p *httpParser) begin() {
	p.flags, p.urlEnd, p.start, p.nread, p.size, p.exts = 0, 0, 0, 0, 0, 0
	p.text, p.token = p.text[:0], p.token[:0]
	p.msg = httpMessage{}
	p.url = urlBegin
}

// idle reports whether no message is under way.
func (p *httpParser) idle() bool { return p.state == httpStart || p.state == httpClosed }

func (p *httpParser) fail(code, reason string, at int) *httpError {
	p.state = httpBroken
	return &httpError{code, reason, at}
}

// execute reads b and returns how much of it was HTTP: all, unless the connection was upgraded. The error is an *httpError
// or what the sink returned.
func (p *httpParser) execute(b []byte) (n int, err error) {
	i := 0
	for i < len(b) {
		switch {
		case p.state == httpUpgraded:
			return i, nil
		case p.state >= httpLengthBody:
			i, err = p.executeBody(b, i)
		default:
			i, err = p.executeHead(b, i)
		}
		if err != nil {
			return i, err
		}
		if p.cut {
			p.cut = false
			return len(b), nil
		}
	}
	switch {
	case p.state > httpStart && p.state < httpLengthBody && p.nread >= p.maxHeader:
		return i, p.fail("HPE_HEADER_OVERFLOW", "Header overflow", i)
	case p.state == httpChunkExtension && p.exts > httpMaxExtensions:
		return i, p.fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow", i)
	}
	return i, nil
}

// finish says that the connection has ended.
func (p *httpParser) finish() error {
	switch p.state {
	case httpOpenBody:
		p.state = httpStart
		return p.sink.complete("")
	case httpStart, httpClosed, httpUpgraded, httpBroken:
		return nil
	}
	return p.fail("HPE_INVALID_EOF_STATE", "Invalid EOF state", 0)
}

func (p *httpParser) executeHead(b []byte, i int) (int, error) {
	for ; i < len(b) && p.state < httpLengthBody && !p.cut; i++ {
		if p.state >= httpFieldStart {
			var err error
			if i, err = p.field(b, i); err != nil {
				return i, err
			}
			continue
		}
		if err := p.startLine(b, i); err != nil {
			return i, err
		}
	}
	return i, nil
}

// startLine takes one byte of the first line.
func (p *httpParser) startLine(b []byte, i int) error {
	c := b[i]
	switch p.state {
	case httpStart:
		if c == '\r' || c == '\n' {
			return nil
		}
		p.begin()
		if p.response {
			p.state = httpProtocol
			return p.protocol(c, i)
		}
		p.state = httpMethod
		return p.method(c, i)
	case httpMethod:
		return p.method(c, i)
	case httpBeforeURL:
		if c == ' ' {
			return nil
		}
		p.state = httpURL
		return p.urlByte(c, i)
	case httpURL:
		return p.urlByte(c, i)
	case httpProtocol:
		return p.protocol(c, i)
	case httpMajor:
		if c < '0' || c > '9' {
			return p.fail("HPE_INVALID_VERSION", "Invalid major version", i)
		}
		p.msg.major = int(c - '0')
		p.state = httpDot
	case httpDot:
		if c != '.' {
			return p.fail("HPE_INVALID_VERSION", "Expected dot", i)
		}
		p.state = httpMinor
	case httpMinor:
		return p.minor(c, i)
	case httpAfterVersion:
		if c != '\r' {
			return p.fail("HPE_INVALID_VERSION", "Expected CRLF after version", i+p.lfOffset(c))
		}
		p.state = httpStartLineLF
	case httpStartLineLF:
		if c != '\n' {
			return p.fail("HPE_STRICT", "Expected LF after CR", i)
		}
		p.beginFields()
	default:
		return p.statusLine(c, i)
	}
	return nil
}

func (p *httpParser) lfOffset(c byte) int {
	if c == '\n' {
		return 1
	}
	return 0
}

func (p *httpParser) method(c byte, i int) error {
	if c == ' ' {
		m := string(p.token)
		if httpMethods[m] {
			p.msg.method = m
			p.token = p.token[:0]
			p.state = httpBeforeURL
			return nil
		}
		if len(m) > 0 && p.isMethodPrefix() {
			return p.fail("HPE_INVALID_METHOD", "Invalid method encountered", i)
		}
	}
	p.token = append(p.token, c)
	if !p.isMethodPrefix() {
		if len(p.token) > 1 && httpMethods[string(p.token[:len(p.token)-1])] {
			return p.fail("HPE_INVALID_METHOD", "Expected space after method", i)
		}
		return p.fail("HPE_INVALID_METHOD", "Invalid method encountered", i)
	}
	return nil
}

func (p *httpParser) isMethodPrefix() bool {
	for _, m := range httpMethodList {
		if strings.HasPrefix(m, string(p.token)) {
			return true
		}
	}
	return false
}

func (p *httpParser) protocol(c byte, i int) error {
	p.token = append(p.token, c)
	if c == '/' {
		switch string(p.token) {
		case "HTTP/":
			p.state = httpMajor
			return nil
		case "RTSP/", "ICE/":
			if string(p.token) == "ICE/" && p.msg.method != "SOURCE" && !p.response {
				return p.fail("HPE_INVALID_CONSTANT", "Expected SOURCE method for ICE/x.x request", i)
			}
			p.state = httpMajor
			return nil
		}
	}
	for _, name := range []string{"HTTP/", "RTSP/", "ICE/"} {
		if strings.HasPrefix(name, string(p.token)) {
			return nil
		}
	}
	if p.response && len(p.token) == 1 {
		return p.fail("HPE_INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/", i)
	}
	// Node's parser names the place where the protocol began.
	return p.fail("HPE_INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/", max(i+1-len(p.token)+p.protocolOffset(), 0))
}

// protocolOffset is how far into the protocol's name the error is placed: behind what was right.
func (p *httpParser) protocolOffset() int {
	if len(p.token) > 1 {
		return len(p.token) - 1
	}
	return 0
}

func (p *httpParser) minor(c byte, i int) error {
	if c < '0' || c > '9' {
		return p.fail("HPE_INVALID_VERSION", "Invalid minor version", i)
	}
	p.msg.minor = int(c - '0')
	v := [2]int{p.msg.major, p.msg.minor}
	if !p.lenient && v != [2]int{0, 9} && v != [2]int{1, 0} && v != [2]int{1, 1} && v != [2]int{2, 0} {
		return p.fail("HPE_INVALID_VERSION", "Invalid HTTP version", i+1)
	}
	p.state = httpAfterVersion
	if p.response {
		p.state = httpBeforeStatus
	}
	p.token = p.token[:0]
	return nil
}

func (p *httpParser) statusLine(c byte, i int) error {
	switch p.state {
	case httpBeforeStatus:
		if c != ' ' {
			return p.fail("HPE_INVALID_VERSION", "Expected space after version", i)
		}
		p.state, p.digits = httpStatus, 0
	case httpStatus:
		if c < '0' || c > '9' {
			return p.fail("HPE_INVALID_STATUS", "Invalid status code", i)
		}
		p.msg.status = p.msg.status*10 + int(c-'0')
		if p.digits++; p.digits == 3 {
			p.state = httpAfterStatus
		}
	case httpAfterStatus:
		switch c {
		case ' ':
			p.state = httpReason
		case '\r':
			p.state = httpStartLineLF
		default:
			return p.fail("HPE_INVALID_STATUS", "Invalid response status", i)
		}
	case httpReason:
		switch c {
		case '\r':
			p.state = httpStartLineLF
		case '\n':
			return p.fail("HPE_CR_EXPECTED", "Missing expected CR after response line", i+1)
		default:
			p.token = append(p.token, c)
			p.nread++
		}
	}
	return nil
}

func (p *httpParser) beginFields() {
	p.msg.reason = string(p.token)
	p.urlEnd = len(p.text)
	p.start = p.urlEnd
	p.state = httpFieldStart
}

// httpMethodList is what Node's parser knows: http.METHODS and three that are only for other protocols.
var httpMethodList = strings.Fields(`GET POST PUT DELETE HEAD OPTIONS PATCH ACL BIND CHECKOUT CONNECT COPY DESCRIBE GET_PARAMETER
	LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY PAUSE PLAY PRI PROPFIND PROPPATCH PURGE QUERY REBIND ANNOUNCE
	RECORD REDIRECT REPORT SEARCH SET_PARAMETER SETUP SOURCE SUBSCRIBE TEARDOWN TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE FLUSH`)

var httpMethods = func() map[string]bool {
	m := make(map[string]bool, len(httpMethodList))
	for _, name := range httpMethodList {
		m[name] = true
	}
	return m
}()

// eachHeader calls f for each pair of what httpMessage.headers holds.
func eachHeader(headers string, f func(name, value string)) {
	for headers != "" {
		n := strings.IndexByte(headers, 0)
		v := strings.IndexByte(headers[n+1:], 0)
		f(headers[:n], headers[n+1:n+1+v])
		headers = headers[n+v+2:]
	}
}

func trimTrailing(b []byte) []byte { return bytes.TrimRight(b, " \t") }
