package kerneltest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"loopbook/kernel/wire"
)

// A field is one entry of a content that must be there.
type field struct {
	name string
	is   func(any) bool
}

// contents says what frontends need of each msg_type: JupyterLab's validate.ts, jupyter_kernel_test's schema and what
// nbclient indexes without looking, together. A field that is not here may be there.
var contents = map[string][]field{
	"status":              {{"execution_state", oneOf("starting", "busy", "idle")}},
	"stream":              {{"name", oneOf("stdout", "stderr")}, {"text", isString}},
	"display_data":        {{"data", isBundle}, {"metadata", isObject}, {"transient", isObject}},
	"update_display_data": {{"data", isBundle}, {"metadata", isObject}, {"transient", hasDisplayID}},
	"execute_input":       {{"code", isString}, {"execution_count", isInt}},
	"execute_result":      {{"data", isBundle}, {"metadata", isObject}, {"execution_count", isInt}},
	"error":               {{"ename", isString}, {"evalue", isString}, {"traceback", isLines}},
	"clear_output":        {{"wait", isBool}},
	"comm_open":           {{"comm_id", isString}, {"target_name", isString}, {"data", isObject}},
	"comm_msg":            {{"comm_id", isString}, {"data", isObject}},
	"comm_close":          {{"comm_id", isString}, {"data", isObject}},
	"input_request":       {{"prompt", isString}, {"password", isBool}},

	"kernel_info_reply": {{"protocol_version", isString}, {"implementation", isString}, {"implementation_version", isString},
		{"language_info", isLanguage}, {"banner", isString}, {"help_links", isArray}, {"supported_features", isArray}},
	"connect_reply": {{"shell_port", isInt}, {"iopub_port", isInt}, {"stdin_port", isInt}, {"control_port", isInt}, {"hb_port", isInt}},
	"execute_reply": {{"execution_count", isInt}, {"payload", isArray}, {"user_expressions", isObject}},
	"complete_reply": {{"matches", isArray}, {"cursor_start", isInt}, {"cursor_end", isInt},
		{"metadata", isObject}},
	"inspect_reply":     {{"found", isBool}, {"data", isBundle}, {"metadata", isObject}},
	"history_reply":     {{"history", isArray}},
	"is_complete_reply": {},
	"comm_info_reply":   {{"comms", isObject}},
	"shutdown_reply":    {{"restart", isBool}},
	"interrupt_reply":   {},
	"usage_reply":       {{"pid", isInt}, {"cpu_count", isInt}},
}

// failed is what every reply with status "error" has instead.
var failed = []field{{"ename", isString}, {"evalue", isString}, {"traceback", isLines}}

// Check reports what in a message of the kernel would make some frontend fail.
func Check(ch wire.Channel, m *wire.Message) error {
	var content map[string]any
	d := json.NewDecoder(bytes.NewReader(m.Content))
	d.UseNumber() // nbformat tells 1 from 1.0
	if err := d.Decode(&content); err != nil {
		return fmt.Errorf("content: %w", err)
	}
	fields, known := contents[m.Header.MsgType]
	if !known {
		return errors.New("not a type that a kernel sends")
	}
	status, errs := checkStatus(m.Header.MsgType, content["status"])
	switch status {
	case "error":
		fields = failed
		if m.Header.MsgType == "execute_reply" {
			fields = append(slices.Clip(failed), field{"execution_count", isInt})
		}
	case "aborted":
		fields = nil
	}
	for _, f := range fields {
		if v, ok := content[f.name]; !ok || !f.is(v) {
			errs = append(errs, fmt.Errorf("%s is %#v", f.name, v))
		}
	}
	for name, v := range content { // null is what a nil map or slice became
		if v == nil {
			errs = append(errs, fmt.Errorf("%s is null", name))
		}
	}
	return errors.Join(append(errs, checkHeader(ch, m))...)
}

// checkStatus checks the status of a reply.
func checkStatus(msgType string, status any) (string, []error) {
	if !strings.HasSuffix(msgType, "_reply") {
		return "", nil
	}
	allowed := []string{"ok", "error"}
	switch msgType {
	case "execute_reply":
		allowed = append(allowed, "aborted")
	case "is_complete_reply":
		allowed = []string{"complete", "incomplete", "invalid", "unknown", "error"}
	}
	s, _ := status.(string)
	if !slices.Contains(allowed, s) {
		return s, []error{fmt.Errorf("status is %#v", status)}
	}
	return s, nil
}

var datePattern = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$`)

// checkHeader checks everything but the content.
func checkHeader(ch wire.Channel, m *wire.Message) error {
	var errs []error
	var header, object map[string]any
	if err := json.Unmarshal(m.RawHeader, &header); err != nil {
		errs = append(errs, fmt.Errorf("header: %w", err))
	}
	for _, name := range []string{"msg_id", "session", "username", "date", "msg_type", "version"} {
		if _, ok := header[name].(string); !ok {
			errs = append(errs, fmt.Errorf("header.%s is %#v", name, header[name]))
		}
	}
	if !datePattern.MatchString(m.Header.Date) {
		errs = append(errs, fmt.Errorf("date %q", m.Header.Date))
	}
	for name, raw := range map[string]json.RawMessage{"parent header": m.Parent, "metadata": m.Metadata} {
		if err := json.Unmarshal(raw, &object); err != nil || object == nil {
			errs = append(errs, fmt.Errorf("%s is not an object: %s", name, raw))
		}
	}
	if ch == wire.IOPub && len(m.Identities) > 1 {
		errs = append(errs, fmt.Errorf("%d topic frames", len(m.Identities)))
	}
	return errors.Join(errs...)
}

func isString(v any) bool { _, ok := v.(string); return ok }
func isBool(v any) bool   { _, ok := v.(bool); return ok }
func isObject(v any) bool { m, ok := v.(map[string]any); return ok && m != nil }
func isArray(v any) bool  { a, ok := v.([]any); return ok && a != nil }

func isInt(v any) bool {
	n, ok := v.(json.Number)
	return ok && !strings.ContainsAny(n.String(), ".eE")
}

// isLines is a traceback: strings without trailing newlines, at least one.
func isLines(v any) bool {
	a, ok := v.([]any)
	for _, line := range a {
		s, isString := line.(string)
		ok = ok && isString && !strings.HasSuffix(s, "\n")
	}
	return ok && len(a) > 0
}

var mimePattern = regexp.MustCompile(`^[\w\-+.]+/[\w\-+.]+$`)

// isBundle is nbformat's mimebundle, but for lists of strings, which only files have.
func isBundle(v any) bool {
	data, ok := v.(map[string]any)
	for key, value := range data {
		isJSON := key == "application/json" || strings.HasPrefix(key, "application/") && strings.HasSuffix(key, "+json")
		ok = ok && mimePattern.MatchString(key) && (isJSON || isString(value))
	}
	return ok && data != nil
}

func hasDisplayID(v any) bool {
	m, _ := v.(map[string]any)
	return isString(m["display_id"])
}

func isLanguage(v any) bool {
	m, _ := v.(map[string]any)
	for _, name := range []string{"name", "version", "mimetype", "file_extension"} {
		if !isString(m[name]) {
			return false
		}
	}
	return strings.HasPrefix(m["file_extension"].(string), ".")
}

func oneOf(allowed ...string) func(any) bool {
	return func(v any) bool {
		s, ok := v.(string)
		return ok && slices.Contains(allowed, s)
	}
}
