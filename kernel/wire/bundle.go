package wire

import (
	"errors"
	"fmt"
	"strings"
)

var errNotObject = errors.New("not a JSON object")

// checkBundles refuses a content whose MIME bundle a frontend would break on: nbformat accepts a number or an object
// only under a JSON type, and nbclient dies of anything else.
func checkBundles(content any) error {
	switch c := content.(type) {
	case DisplayData:
		return checkBundle(c.Data)
	case *DisplayData:
		return checkBundle(c.Data)
	case ExecuteResult:
		return checkBundle(c.Data)
	case *ExecuteResult:
		return checkBundle(c.Data)
	case InspectReply:
		return checkBundle(c.Data)
	case *InspectReply:
		return checkBundle(c.Data)
	case ExecuteReply:
		return checkExpressions(c.UserExpressions)
	case *ExecuteReply:
		return checkExpressions(c.UserExpressions)
	}
	return nil
}

func checkExpressions(values map[string]any) error {
	for name, v := range values {
		r, ok := v.(ExpressionResult)
		if !ok {
			continue
		}
		if err := checkBundle(r.Data); err != nil {
			return fmt.Errorf("user expression %q: %w", name, err)
		}
	}
	return nil
}

func checkBundle(data map[string]any) error {
	for mime, v := range data {
		if isJSONType(mime) {
			continue
		}
		switch v := v.(type) {
		case string, []string, []byte: // bytes are encoded as base64, which is what images want
		case []any:
			if err := checkLines(mime, v); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%s holds a %T, want a string or a list of strings", mime, v)
		}
	}
	return nil
}

func checkLines(mime string, lines []any) error {
	for i, line := range lines {
		if _, ok := line.(string); !ok {
			return fmt.Errorf("%s[%d] holds a %T, want a string", mime, i, line)
		}
	}
	return nil
}

// isJSONType reports whether nbformat lets mime hold any JSON value.
func isJSONType(mime string) bool {
	return mime == "application/json" || strings.HasPrefix(mime, "application/") && strings.HasSuffix(mime, "+json")
}
