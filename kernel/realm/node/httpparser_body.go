package node

import "strings"

// headOver hands the head to the sink and decides what kind of body follows; i is the place of the last LF.
func (p *httpParser) headOver(i int) error {
	if p.nread >= p.maxHeader {
		return p.fail("HPE_HEADER_OVERFLOW", "Header overflow", i)
	}
	if p.flags&httpFlagTrailers != 0 {
		return p.messageOver(string(p.text))
	}
	m := &p.msg
	all := string(p.text)
	m.url, m.headers = all[:p.urlEnd], all[p.urlEnd:]
	m.hasHost, m.expect = p.flags&httpFlagHost != 0, p.flags&httpFlagExpect != 0
	m.upgrade = p.wantsUpgrade()
	m.keepAlive = p.keepsAlive()
	m.hasBody = p.flags&(httpFlagTransferEncoding|httpFlagChunked) != 0 || p.size > 0 || p.bodyIsOpen()
	if m.method == "PRI" {
		return p.fail("HPE_PAUSED_H2_UPGRADE", "Pause on PRI/Upgrade", i+7)
	}
	verdict, err := p.sink.head(m)
	switch {
	case err != nil:
		p.state = httpBroken
		return err
	case verdict == httpUpgrade:
		p.state = httpUpgraded
		return p.sink.complete("")
	case verdict == httpNoBody:
		return p.messageOver("")
	}
	p.cut = m.upgrade && !m.hasBody
	return p.beginBody(i)
}

func (p *httpParser) wantsUpgrade() bool {
	if p.flags&httpFlagUpgrade != 0 && p.flags&httpFlagConnectionUpgrade != 0 {
		return !p.response || p.msg.status == 101
	}
	return p.msg.method == "CONNECT"
}

// bodyIsOpen tells whether only the end of the connection ends the message (RFC 9112, 6.3).
func (p *httpParser) bodyIsOpen() bool {
	if !p.response || p.msg.status/100 == 1 || p.msg.status == 204 || p.msg.status == 304 {
		return false
	}
	if p.flags&httpFlagTransferEncoding != 0 {
		return p.flags&httpFlagChunked == 0
	}
	return p.flags&httpFlagLength == 0
}

func (p *httpParser) keepsAlive() bool {
	if p.msg.major > 0 && p.msg.minor > 0 {
		if p.flags&httpFlagClose != 0 {
			return false
		}
	} else if p.flags&httpFlagKeepAlive == 0 {
		return false
	}
	return !p.bodyIsOpen()
}

func (p *httpParser) beginBody(i int) error {
	bodiless := p.response && (p.msg.status/100 == 1 || p.msg.status == 204 || p.msg.status == 304)
	switch {
	case bodiless:
		return p.messageOver("")
	case p.flags&httpFlagChunked != 0:
		p.state = httpChunkSizeStart
	case p.flags&httpFlagTransferEncoding != 0 && !p.response && !p.lenient:
		return p.fail("HPE_INVALID_TRANSFER_ENCODING", "Request has invalid `Transfer-Encoding`", i+1)
	case p.flags&httpFlagTransferEncoding != 0 || p.bodyIsOpen():
		p.state = httpOpenBody
	case p.size == 0:
		return p.messageOver("")
	default:
		p.state = httpLengthBody
	}
	return nil
}

// messageOver makes ready for the next message.
func (p *httpParser) messageOver(trailers string) error {
	p.state = httpStart
	if !p.msg.keepAlive && (!p.response || !p.bodyIsOpen()) && !p.lenient {
		p.state = httpClosed
	}
	if p.response && p.msg.status/100 == 1 {
		p.state = httpStart
	}
	return p.sink.complete(trailers)
}

func (p *httpParser) executeBody(b []byte, i int) (int, error) {
	c := b[i]
	switch p.state {
	case httpLengthBody, httpChunkData:
		return p.counted(b, i)
	case httpOpenBody:
		return len(b), p.sink.body(b[i:])
	case httpClosed:
		if c == '\r' || c == '\n' {
			return i + 1, nil
		}
		return i, p.fail("HPE_CLOSED_CONNECTION", "Data after `Connection: close`", i+1)
	case httpBroken:
		return i, p.fail("HPE_INTERNAL", "The parser has failed before", i)
	}
	return i + 1, p.chunk(c, i)
}

// counted takes as much of a body, or a chunk, as there is.
func (p *httpParser) counted(b []byte, i int) (int, error) {
	part := b[i:]
	if uint64(len(part)) > p.size {
		part = part[:p.size]
	}
	p.size -= uint64(len(part))
	if err := p.sink.body(part); err != nil {
		p.state = httpBroken
		return i, err
	}
	i += len(part)
	if p.size > 0 {
		return i, nil
	}
	if p.state == httpChunkData {
		p.state = httpChunkDataCR
		return i, nil
	}
	return i, p.messageOver("")
}

// chunk takes one byte of what stands around the chunks (RFC 9112, 7.1).
func (p *httpParser) chunk(c byte, i int) error {
	switch p.state {
	case httpChunkSizeStart:
		d, ok := hexDigit(c)
		if !ok {
			return p.fail("HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size", i)
		}
		p.size, p.exts, p.state = uint64(d), 0, httpChunkSize
	case httpChunkSize:
		return p.chunkSize(c, i)
	case httpChunkExtension, httpChunkExtensionQuoted:
		return p.chunkExtension(c, i)
	case httpChunkSizeLF:
		if c != '\n' {
			return p.fail("HPE_STRICT", "Expected LF after chunk size", i)
		}
		if p.size > 0 {
			p.state = httpChunkData
			return nil
		}
		p.flags |= httpFlagTrailers
		p.text, p.start, p.nread, p.state = p.text[:0], 0, 0, httpFieldStart
	case httpChunkDataCR:
		if c != '\r' {
			return p.fail("HPE_STRICT", "Expected LF after chunk data", i)
		}
		p.state = httpChunkDataLF
	case httpChunkDataLF:
		if c != '\n' {
			return p.fail("HPE_STRICT", "Expected LF after chunk data", i)
		}
		p.state = httpChunkSizeStart
	}
	return nil
}

func (p *httpParser) chunkSize(c byte, i int) error {
	if d, ok := hexDigit(c); ok {
		if p.size>>60 != 0 {
			return p.fail("HPE_INVALID_CHUNK_SIZE", "Chunk size overflow", i+1)
		}
		p.size = p.size<<4 | uint64(d)
		return nil
	}
	switch c {
	case '\r':
		p.state = httpChunkSizeLF
	case '\n':
		return p.fail("HPE_CR_EXPECTED", "Missing expected CR after chunk size", i+1)
	case ';':
		p.state = httpChunkExtension
	default:
		return p.fail("HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size", i+1)
	}
	return nil
}

func (p *httpParser) chunkExtension(c byte, i int) error {
	p.exts++
	quoted := p.state == httpChunkExtensionQuoted
	switch {
	case c == '"':
		p.state = httpChunkExtension
		if !quoted {
			p.state = httpChunkExtensionQuoted
		}
	case quoted && valueChar[c]:
	case c == '\r' && !quoted && p.exts > httpMaxExtensions:
		return p.fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow", i+1)
	case c == '\r' && !quoted:
		p.state = httpChunkSizeLF
	case !tokenChar[c] && strings.IndexByte("=; \t", c) < 0:
		return p.fail("HPE_STRICT", "Invalid character in chunk extensions name", i+1)
	}
	return nil
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case isDigit(c):
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}
