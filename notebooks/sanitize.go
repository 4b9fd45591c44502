package notebooks

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"strings"
)

// A Sanitizer replaces in outputs what is different each time, before they are compared. The zero value does so with
// lengths of time ("12 ms"); [ReadSanitizer] reads further rules.
type Sanitizer struct{ rules []rule }

type rule struct {
	pattern *regexp.Regexp
	text    string // $1 … are groups
}

// durations are lengths of time as console.timeEnd and the like print them.
var durations = regexp.MustCompile(`\b\d+(\.\d+)?\s?(ms|s)\b`)

// normal is the outputs of a cell as they are compared.
func (s Sanitizer) normal(c *Cell) []string {
	var list []string
	for _, o := range c.Outputs {
		text := o.normal()
		for _, r := range s.rules {
			text = r.pattern.ReplaceAllString(text, r.text)
		}
		list = append(list, durations.ReplaceAllString(text, "<time>"))
	}
	return list
}

// normal is the outputs of a cell as they are compared without further rules.
func (c *Cell) normal() []string { return Sanitizer{}.normal(c) }

// ReadSanitizer reads rules from a file as pytest's nbval plugin has them (--nbval-sanitize-with): sections with a line
// "regex:" and a line "replace:" each. Errors name the file and the line.
func ReadSanitizer(path string) (Sanitizer, error) {
	f, err := os.Open(path)
	if err != nil {
		return Sanitizer{}, fmt.Errorf("cannot read the rules in %s: %w", path, reason(err))
	}
	defer f.Close()
	var s Sanitizer
	var pattern *regexp.Regexp
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, ";") || strings.HasPrefix(line, "[") {
			continue
		}
		at := strings.IndexAny(line, ":=")
		if at < 0 {
			return Sanitizer{}, fmt.Errorf("%s, line %d is neither a section nor a regex nor a replacement", path, n)
		}
		key, value := strings.TrimSpace(line[:at]), strings.TrimSpace(line[at+1:])
		switch {
		case key == "regex":
			if pattern, err = regexp.Compile(value); err != nil {
				return Sanitizer{}, fmt.Errorf("%s, line %d: %w", path, n, err)
			}
		case key == "replace" && pattern != nil:
			s.rules = append(s.rules, rule{pattern, groups.ReplaceAllString(value, "$${$1}")})
			pattern = nil
		case key == "replace":
			return Sanitizer{}, fmt.Errorf("%s, line %d: this replacement has no regex before it", path, n)
		default:
			return Sanitizer{}, fmt.Errorf("%s, line %d: a rule has a regex and a replacement, no %q", path, n, key)
		}
	}
	if err := lines.Err(); err != nil {
		return Sanitizer{}, fmt.Errorf("cannot read the rules in %s: %w", path, err)
	}
	return s, nil
}

// groups are Python's references to groups of a pattern: \1.
var groups = regexp.MustCompile(`\\(\d+)`)
