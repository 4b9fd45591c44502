package syntax

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"loopbook/kernel/kerneltest/tools"
)

// errors.json holds sources, errors.out what V8 says of each (errors.js printed it).
func TestErrorsAreThoseOfV8(t *testing.T) {
	sources, verdicts := errorCases(t)
	for i, src := range sources {
		want := verdicts[i]
		if got := verdict(src, !strings.HasPrefix(want, ":")); got != want {
			t.Errorf("%q\n got  %s\n want %s", src, got, want)
		}
	}
}

func TestErrorsAreThoseOfV8Node(t *testing.T) {
	want, err := os.ReadFile("testdata/errors.out")
	if err != nil {
		t.Fatal(err)
	}
	got, err := exec.Command(tools.Node(t), "testdata/errors.js").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("testdata/errors.out is not what node testdata/errors.js prints")
	}
}

func errorCases(t testing.TB) (sources, verdicts []string) {
	t.Helper()
	b, err := os.ReadFile("testdata/errors.json")
	if err == nil {
		err = json.Unmarshal(b, &sources)
	}
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.ReadFile("testdata/errors.out")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		var v string
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatal(err)
		}
		verdicts = append(verdicts, v)
	}
	if len(sources) != len(verdicts) {
		t.Fatalf("%d sources, %d verdicts", len(sources), len(verdicts))
	}
	return sources, verdicts
}

func verdict(src string, place bool) string {
	_, err := Parse(src, Options{})
	var e *Error
	if !errors.As(err, &e) {
		return "ok"
	}
	if !place {
		return ": " + e.Message
	}
	line, column := Place(src, e.Start)
	return fmt.Sprintf("%d:%d %s", line, column, e.Message)
}
