package kernel

import (
	"testing"
	"unicode/utf16"
)

func TestCursorCountsCodePointsOutsideAndUTF16Inside(t *testing.T) {
	const code = "aé😀b" // 1, 1, 2, 1 units
	for _, c := range []struct{ points, units int }{{0, 0}, {1, 1}, {2, 2}, {3, 4}, {4, 5}} {
		if got := utf16Cursor(code, c.points); got != c.units {
			t.Errorf("utf16Cursor(%q, %d) = %d, want %d", code, c.points, got, c.units)
		}
		if got := pointCursor(code, c.units); got != c.points {
			t.Errorf("pointCursor(%q, %d) = %d, want %d", code, c.units, got, c.points)
		}
	}
	if got := pointCursor(code, 3); got != 2 {
		t.Errorf("inside the pair: got %d, want its start 2", got)
	}
}

func FuzzCursorIsAlwaysInsideTheCode(f *testing.F) {
	f.Add("a😀", -1)
	f.Add("a😀", 99)
	f.Add("\xff\xed\xa0\x80", 2)
	f.Fuzz(func(t *testing.T, code string, at int) {
		units := len(utf16.Encode([]rune(code)))
		if got := utf16Cursor(code, at); got < 0 || got > units {
			t.Errorf("utf16Cursor(%q, %d) = %d, outside 0…%d", code, at, got, units)
		}
		if got := pointCursor(code, at); got < 0 || got > len([]rune(code)) {
			t.Errorf("pointCursor(%q, %d) = %d", code, at, got)
		}
		if got := pointCursor(code, utf16Cursor(code, at)); at >= 0 && at <= len([]rune(code)) && got != at {
			t.Errorf("%d came back as %d in %q", at, got, code)
		}
	})
}
