package kernel

import (
	"path"
	"testing"
)

func TestGlobIsWholeStarAndQuestionMark(t *testing.T) {
	for _, c := range []struct {
		pattern, s string
		want       bool
	}{
		{"*", "", true}, {"", "", true}, {"", "a", false}, {"a", "a", true}, {"a", "ba", false},
		{"*a", "ba", true}, {"a*", "ab\nc", true}, {"a?c", "abc", true}, {"a?c", "a😀c", true}, {"a?c", "ac", false},
		{"*b*d", "abcbd", true}, {"*b*d", "abcb", false}, {"a**", "a", true}, {"[a]", "a", false}, {"[a]", "[a]", true},
	} {
		if got := glob(c.pattern, c.s); got != c.want {
			t.Errorf("glob(%q, %q) = %v", c.pattern, c.s, got)
		}
	}
}

// The standard library's matcher agrees wherever its further rules ([…], \, /) do not come in.
func FuzzGlobAgreesWithPathMatch(f *testing.F) {
	f.Add("*a?b*", "xxayb")
	f.Add("**", "")
	f.Fuzz(func(t *testing.T, pattern, s string) {
		clean := func(s string) string {
			var out []rune
			for _, r := range s {
				out = append(out, rune("ab*?"[int(r)%4]))
			}
			return string(out[:min(len(out), 12)])
		}
		pattern, s = clean(pattern), clean(s)
		want, err := path.Match(pattern, s)
		if err == nil && glob(pattern, s) != want {
			t.Errorf("glob(%q, %q) = %v", pattern, s, !want)
		}
	})
}
