package node

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
	"golang.org/x/text/encoding/unicode"
)

// This file turns strings into bytes and back, in the encodings that Buffer knows. JavaScript has normalised their
// names: utf8, utf16le, latin1, ascii, base64, base64url, hex.

// ascii returns the string as it is in memory when it is ASCII alone.
func ascii(s goja.String) (string, bool) {
	text := s.String()
	return text, len(text) == s.Length()
}

// encode returns the bytes of a string. Lone surrogates are U+FFFD in utf8; what the other encodings cannot read ends or
// is skipped, as Node does: hex stops, base64 skips.
func encode(s goja.String, encoding string) []byte {
	switch encoding {
	case "utf16le":
		return encodeUTF16(s)
	case "latin1", "ascii":
		return encodeLatin1(s)
	case "hex":
		return decodeHex(s.String())
	case "base64", "base64url":
		return decodeBase64(s.String())
	}
	return []byte(s.String())
}

func encodeUTF16(s goja.String) []byte {
	b := make([]byte, 0, 2*s.Length())
	for i := range s.Length() {
		b = binary.LittleEndian.AppendUint16(b, s.CharAt(i))
	}
	return b
}

func encodeLatin1(s goja.String) []byte {
	if text, ok := ascii(s); ok {
		return []byte(text)
	}
	b := make([]byte, s.Length())
	for i := range b {
		b[i] = byte(s.CharAt(i))
	}
	return b
}

// decodeHex reads pairs of digits up to the first that is none.
func decodeHex(s string) []byte {
	b := make([]byte, len(s)/2)
	n, _ := hex.Decode(b, []byte(s[:len(s)&^1]))
	return b[:n]
}

// base64Value maps a byte to its six bits; both alphabets at once. 0xFF marks what is no digit.
var base64Value = func() (table [256]byte) {
	for i := range table {
		table[i] = 0xFF
	}
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for i := range len(digits) {
		table[digits[i]] = byte(i)
	}
	table['-'], table['_'] = 62, 63
	return table
}()

// decodeBase64 reads either alphabet, skips what belongs to none, and stops at padding.
func decodeBase64(s string) []byte {
	b := make([]byte, 0, len(s)*3/4)
	var bits uint32
	var n int
	for i := 0; i < len(s) && s[i] != '='; i++ {
		v := base64Value[s[i]]
		if v == 0xFF {
			continue
		}
		bits = bits<<6 | uint32(v)
		if n++; n == 4 {
			b = append(b, byte(bits>>16), byte(bits>>8), byte(bits))
			bits, n = 0, 0
		}
	}
	switch n {
	case 2:
		b = append(b, byte(bits>>4))
	case 3:
		b = append(b, byte(bits>>10), byte(bits>>2))
	}
	return b
}

// encodedLength is the length encode's result would have, for base64 an upper bound: Node computes it from the
// length of the string alone.
func encodedLength(s goja.String, encoding string) int {
	n := s.Length()
	switch encoding {
	case "utf16le":
		return 2 * n
	case "latin1", "ascii":
		return n
	case "hex":
		return n / 2
	case "base64", "base64url":
		if n > 0 && s.CharAt(n-1) == '=' {
			n--
		}
		if n > 1 && s.CharAt(n-1) == '=' {
			n--
		}
		return n * 3 / 4
	}
	return len(s.String())
}

// decode returns the string that bytes are in an encoding.
func (h *Host) decode(b []byte, encoding string) goja.Value {
	switch encoding {
	case "utf16le":
		return goja.StringFromUTF16(littleEndianUnits(b))
	case "latin1":
		return latin1String(h, b)
	case "ascii":
		text := make([]byte, len(b))
		for i, c := range b {
			text[i] = c & 0x7F
		}
		return h.Runtime.ToValue(string(text))
	case "hex":
		return h.Runtime.ToValue(hex.EncodeToString(b))
	case "base64":
		return h.Runtime.ToValue(base64.StdEncoding.EncodeToString(b))
	case "base64url":
		return h.Runtime.ToValue(base64.RawURLEncoding.EncodeToString(b))
	}
	return h.Runtime.ToValue(validUTF8(b))
}

func littleEndianUnits(b []byte) []uint16 {
	list := make([]uint16, len(b)/2)
	for i := range list {
		list[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return list
}

func latin1String(h *Host, b []byte) goja.Value {
	if isASCII(b) {
		return h.Runtime.ToValue(string(b))
	}
	list := make([]uint16, len(b))
	for i, c := range b {
		list[i] = uint16(c)
	}
	return goja.StringFromUTF16(list)
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// validUTF8 returns b as a string in which every maximal ill-formed part is one U+FFFD, as the Encoding standard
// (encoding.spec.whatwg.org, section 8.1.1) wants it; Go's own conversion makes one of each byte.
func validUTF8(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	text, err := unicode.UTF8.NewDecoder().Bytes(b)
	if err != nil {
		panic("node: decoding UTF-8: " + err.Error())
	}
	return string(text)
}

// incomplete returns how many bytes at the end of b begin a UTF-8 sequence that more bytes could complete.
func incomplete(b []byte) int {
	for n := 1; n <= min(utf8.UTFMax-1, len(b)); n++ {
		tail := b[len(b)-n:]
		if !utf8.RuneStart(tail[0]) {
			continue
		}
		if utf8.FullRune(tail) {
			return 0
		}
		return n
	}
	return 0
}

// runes returns the code points of UTF-16, lone surrogates as U+FFFD.
func runes(list []uint16) string { return string(utf16.Decode(list)) }
