package wire

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
	"testing"
)

// contents has one zero value of every struct that is sent as a content.
var contents = []any{
	ExecuteRequest{}, ExecuteReply{}, ExecuteError{}, ExpressionResult{}, StatusReply{}, ErrorReply{},
	ExecuteInput{}, ExecuteResult{}, DisplayData{}, Stream{}, ErrorContent{}, Status{}, ClearOutput{}, IOPubWelcome{},
	InputRequest{}, InputReply{}, CommOpen{}, CommMsg{}, CommClose{},
	KernelInfoReply{}, LanguageInfo{}, HelpLink{}, CompleteRequest{}, CompleteReply{}, InspectRequest{}, InspectReply{},
	IsCompleteRequest{}, IsCompleteReply{}, HistoryRequest{}, HistoryReply{}, CommInfoRequest{}, CommInfoReply{},
	CommTarget{}, ConnectReply{}, ShutdownRequest{}, ShutdownReply{},
}

func TestContentsListHoldsEveryStruct(t *testing.T) {
	listed := map[string]bool{}
	for _, c := range contents {
		listed[reflect.TypeOf(c).Name()] = true
	}
	for _, file := range []string{"content.go", "queries.go"} {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok && !spec.Assign.IsValid() && !listed[spec.Name.Name] {
				t.Errorf("%s declares %s, which no test sends", file, spec.Name.Name)
			}
			return true
		})
	}
}

// A zero value has every map, slice and raw message nil, so no null may come out at all.
func TestNoContentHoldsNull(t *testing.T) {
	s := newTestSession(t)
	for _, c := range contents {
		m, err := s.New("x", nil, c)
		if err != nil {
			t.Errorf("%T: %v", c, err)
			continue
		}
		if strings.Contains(string(m.Content), "null") {
			t.Errorf("%T encodes as %s", c, m.Content)
		}
		pointer := reflect.New(reflect.TypeOf(c))
		if p, err := s.New("x", nil, pointer.Interface()); err != nil || string(p.Content) != string(m.Content) {
			t.Errorf("*%T encodes as %s, %v; want %s", c, p.Content, err, m.Content)
		}
	}
}

// What one side encodes the other must be able to decode into the same struct.
func TestContentsComeBack(t *testing.T) {
	s := newTestSession(t)
	for _, c := range contents {
		m, err := s.New("x", nil, c)
		if err != nil {
			t.Fatal(err)
		}
		back := reflect.New(reflect.TypeOf(c))
		if err := m.Unmarshal(back.Interface()); err != nil {
			t.Errorf("%T: %v", c, err)
			continue
		}
		again, err := s.New("x", nil, back.Interface())
		if err != nil || string(again.Content) != string(m.Content) {
			t.Errorf("%T came back as %s, %v; want %s", c, again.Content, err, m.Content)
		}
	}
}

func TestExecuteRequestDefaults(t *testing.T) {
	for _, c := range []struct {
		json                string
		stores, asks, stops bool
	}{
		{`{}`, true, false, true},
		{`{"silent":true}`, false, false, true},
		{`{"silent":true,"store_history":true}`, false, false, true},
		{`{"store_history":false,"allow_stdin":true,"stop_on_error":false}`, false, true, false},
		{`{"store_history":null,"allow_stdin":null,"stop_on_error":null,"user_expressions":null,"code":null}`, true, false, true},
		{`{"code":"1","extra":{"x":1}}`, true, false, true},
		{``, true, false, true},
	} {
		m := &Message{Content: json.RawMessage(c.json)}
		var r ExecuteRequest
		if err := m.Unmarshal(&r); err != nil {
			t.Errorf("%s: %v", c.json, err)
		}
		if r.Stores() != c.stores || r.MayAsk() != c.asks || r.Stops() != c.stops {
			t.Errorf("%s: stores %v, may ask %v, stops %v; want %v, %v, %v", c.json, r.Stores(), r.MayAsk(), r.Stops(), c.stores, c.asks, c.stops)
		}
	}
}

func TestMIMEBundlesThatFrontendsBreakOnAreRefused(t *testing.T) {
	s := newTestSession(t)
	for _, c := range []struct {
		mime string
		v    any
		ok   bool
	}{
		{"text/plain", "x", true},
		{"text/plain", []string{"x\n", "y"}, true},
		{"text/plain", []any{"x\n", "y"}, true},
		{"image/png", []byte{1, 2, 3}, true},
		{"application/json", nil, true},
		{"application/json", 1.5, true},
		{"application/vnd.vega.v5+json", map[string]any{"x": 1}, true},
		{"text/plain", 1, false},
		{"text/plain", nil, false},
		{"text/html", map[string]any{}, false},
		{"text/plain", []any{"x", 1}, false},
		{"application/javascript", true, false},
	} {
		data := map[string]any{c.mime: c.v}
		for _, content := range []any{
			DisplayData{Data: data}, &DisplayData{Data: data}, ExecuteResult{Data: data}, &ExecuteResult{Data: data},
			InspectReply{Data: data}, &InspectReply{Data: data},
			ExecuteReply{UserExpressions: map[string]any{"e": ExpressionResult{Data: data}}},
			&ExecuteReply{UserExpressions: map[string]any{"e": ExpressionResult{Data: data}}},
		} {
			_, err := s.New("x", nil, content)
			if (err == nil) != c.ok {
				t.Errorf("%T with %s = %#v: error %v, want ok %v", content, c.mime, c.v, err, c.ok)
			}
			if err != nil && !strings.Contains(err.Error(), c.mime) {
				t.Errorf("the error does not name %s: %v", c.mime, err)
			}
		}
	}
}
