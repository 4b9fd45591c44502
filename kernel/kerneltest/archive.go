package kerneltest

import (
	"bytes"
	"strings"
)

// An archive is a txtar file: a comment, then sections that begin with a line "-- name --".
type archive struct {
	comment  []byte
	sections []section
}

type section struct {
	name string
	data []byte
}

// parseArchive reads any bytes: what looks like no marker is text.
func parseArchive(data []byte) *archive {
	a := &archive{}
	for line := range bytes.Lines(data) {
		name, ok := marker(string(line))
		switch {
		case ok:
			a.sections = append(a.sections, section{name: name})
		case len(a.sections) == 0:
			a.comment = append(a.comment, line...)
		default:
			last := &a.sections[len(a.sections)-1]
			last.data = append(last.data, line...)
		}
	}
	return a
}

func marker(line string) (string, bool) {
	line = strings.TrimRight(line, "\r\n")
	name, ok := strings.CutPrefix(line, "-- ")
	if ok {
		name, ok = strings.CutSuffix(name, " --")
	}
	return strings.TrimSpace(name), ok && strings.TrimSpace(name) != ""
}

func (a *archive) add(name string, data []byte) { a.sections = append(a.sections, section{name, data}) }

// format is the inverse of parseArchive; every section ends with a newline.
func (a *archive) format() []byte {
	var b bytes.Buffer
	b.Write(a.comment)
	for _, s := range a.sections {
		b.WriteString("-- " + s.name + " --\n")
		b.Write(s.data)
		if len(s.data) > 0 && s.data[len(s.data)-1] != '\n' {
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}
