package notebooks

import (
	"encoding/xml"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// The report that CI systems read: a suite for each notebook, a case for each code cell.

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string      `xml:"classname,attr"`
	Name    string      `xml:"name,attr"`
	Time    string      `xml:"time,attr"`
	Failure *junitText  `xml:"failure"` // other output than is stored
	Error   *junitText  `xml:"error"`   // the cell failed
	Skipped *junitEmpty `xml:"skipped"` // not reached
}

type junitText struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

type junitEmpty struct{}

// junit is the report of a batch that has ended.
func junit(jobs []*job) ([]byte, error) {
	var all junitSuites
	var total time.Duration
	for _, j := range jobs {
		s := j.suite()
		for _, d := range j.took {
			total += d
		}
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Errors += s.Errors
		all.Suites = append(all.Suites, s)
	}
	all.Time = inSeconds(total)
	data, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the report: %w", err)
	}
	return append([]byte(xml.Header), append(data, '\n')...), nil
}

func (j *job) suite() junitSuite {
	s := junitSuite{Name: j.path}
	var total time.Duration
	for i, c := range j.nb.code() {
		t := junitCase{Class: j.path, Name: caseName(i+1, c), Time: "0"}
		if i < len(j.took) {
			t.Time = inSeconds(j.took[i])
			total += j.took[i]
		}
		j.verdict(i, &t)
		s.count(t)
		s.Cases = append(s.Cases, t)
	}
	s.Time = inSeconds(total)
	return s
}

// verdict says what became of the code cell with index i.
func (j *job) verdict(i int, t *junitCase) {
	var failure *Failure
	var differences Differences
	switch {
	case errors.As(j.err, &failure) && failure.Cell == i+1:
		t.Error = &junitText{Message: plain(failure.Name + ": " + failure.Value), Text: plain(strings.Join(failure.Traceback, "\n"))}
	case i >= len(j.took):
		t.Skipped = &junitEmpty{}
	case errors.As(j.err, &differences):
		for _, d := range differences {
			if d.Cell == i+1 {
				t.Failure = &junitText{Message: "other output than is stored", Text: plain(diff(d.Want, d.Got))}
			}
		}
	case j.err != nil && failure == nil && i == len(j.took)-1:
		t.Error = &junitText{Message: plain(j.err.Error())}
	}
}

func (s *junitSuite) count(t junitCase) {
	s.Tests++
	switch {
	case t.Failure != nil:
		s.Failures++
	case t.Error != nil:
		s.Errors++
	case t.Skipped != nil:
		s.Skipped++
	}
}

func caseName(n int, c *Cell) string {
	name := fmt.Sprintf("cell %d", n)
	if id := stringOf(c.node, "id"); id != "" {
		name += " (" + id + ")"
	}
	return name + " " + cut(firstLine(c.Source))
}

func inSeconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }

var ansiSequence = regexp.MustCompile("\x1b\\[[0-9;]*[A-Za-z]")

// plain is s without colours and without characters that XML cannot hold.
func plain(s string) string {
	s = ansiSequence.ReplaceAllString(s, "")
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}
