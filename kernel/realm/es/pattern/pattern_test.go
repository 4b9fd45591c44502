package pattern_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/realm/es/pattern"
)

func units(s string) []uint16 { return utf16.Encode([]rune(s)) }

func flagsOf(s string) pattern.Flags {
	has := func(c string) bool { return strings.Contains(s, c) }
	return pattern.Flags{IgnoreCase: has("i"), Multiline: has("m"), DotAll: has("s"), Unicode: has("u"), UnicodeSets: has("v")}
}

func Example() {
	re, err := pattern.Compile(units(`(?<year>\d+)-(\d+)`), pattern.Flags{})
	if err != nil {
		panic(err)
	}
	at, _ := re.Matcher().Match(pattern.ASCII("in 2024-05"), 0, pattern.Later)
	fmt.Println(at, re.Names)
	// Output: [3 10 3 7 8 10] [ year ]
}

// The positions are those that Node reports; package es compares many more patterns with it.
func TestAMatchIsWhereNodeFindsIt(t *testing.T) {
	for _, c := range []struct {
		source, flags, input string
		want                 []int
	}{
		{`(?:(a)|b)*`, "", "ab", []int{0, 2, -1, -1}},
		{`(z)((a+)?(b+)?(c))*`, "", "zaacbbbcac", []int{0, 10, 0, 1, 8, 10, 8, 9, -1, -1, 9, 10}},
		{`(a*)*`, "", "b", []int{0, 0, -1, -1}},
		{`(?=(a+))a*b\1`, "", "baaabac", []int{3, 6, 3, 4}},
		{`(?<=(\d+)(\d+))$`, "", "1053", []int{4, 4, 0, 1, 1, 4}},
		{`(?<!abc)\w\w\w`, "", "abcdef", []int{0, 3}},
		{`\p{L}+`, "u", "1héllo", []int{1, 6}},
		{`^.$`, "", "😀", nil},
		{`^.$`, "u", "😀", []int{0, 2}},
		{`ſ`, "i", "s", nil},
		{`ſ`, "iu", "s", []int{0, 1}},
		{`[\p{L}--[a-z]]`, "v", "aB", []int{1, 2}},
		{`^\p{RGI_Emoji}$`, "v", "👨‍👩‍👧", []int{0, 8}},
		{`a{2,3}?b|a{9,}`, "", "aaab", []int{0, 4}},
		{`(?:ab){10,12}`, "", strings.Repeat("ab", 11), []int{0, 22}},
		{`(?<n>a)|(?<n>b)\k<n>`, "", "cbb", []int{1, 3, -1, -1, 1, 2}},
	} {
		re, err := pattern.Compile(units(c.source), flagsOf(c.flags))
		if err != nil {
			t.Errorf("/%s/%s: %v", c.source, c.flags, err)
			continue
		}
		got, err := re.Matcher().Match(pattern.UTF16(units(c.input)), 0, pattern.Later)
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("/%s/%s on %q: %v -want +got:\n%s", c.source, c.flags, c.input, err, diff)
		}
	}
}

func TestALongMatchCanBeInterrupted(t *testing.T) {
	re, err := pattern.Compile(units(`(a+)+$`), pattern.Flags{})
	if err != nil {
		t.Fatal(err)
	}
	m := re.Matcher()
	m.Interrupted = func() bool { return true }
	if _, err := m.Match(pattern.ASCII(strings.Repeat("a", 64)+"b"), 0, pattern.Later); !errors.Is(err, pattern.ErrInterrupted) {
		t.Errorf("the match ended with %v", err)
	}
}

func TestNestingHasALimit(t *testing.T) {
	re, err := pattern.Compile(units(`(?:a(b)?)*c`), pattern.Flags{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := re.Matcher().Match(pattern.ASCII(strings.Repeat("ab", 1<<21)), 0, pattern.Here); !errors.Is(err, pattern.ErrTooDeep) {
		t.Errorf("the match ended with %v", err)
	}
}

// What is typed into a cell is compiled: nothing may make it panic, nor match outside the input.
func FuzzPattern(f *testing.F) {
	for _, s := range []string{`(?:(a)|b)*`, `(?<=\1(a))b`, `[\q{abc|}&&\w--[^x]]`, `(?<n>a)|(?<n>b)\k<n>`, `(?i-m:x{2,}?)`, `[]`, `\u{1F600}`, `[\d-x]`, `(`} {
		f.Add(s, "iu", "aab😀x")
		f.Add(s, "v", "aab😀x")
		f.Add(s, "", "aab😀x")
	}
	f.Fuzz(func(t *testing.T, source, flags, input string) {
		re, err := pattern.Compile(units(source), flagsOf(flags))
		if err != nil {
			return
		}
		m := re.Matcher()
		asked := 0
		m.Interrupted = func() bool { asked++; return asked > 3 }
		in := units(input)
		at, _ := m.Match(pattern.UTF16(in), 0, pattern.Within)
		for i := 0; i+1 < len(at); i += 2 {
			if at[i] < -1 || at[i] > at[i+1] || at[i+1] > len(in) {
				t.Fatalf("/%s/%s on %q matched at %v", source, flags, input, at)
			}
		}
	})
}
