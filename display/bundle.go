package display

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"mime"
	"regexp"
	"slices"
	"strings"
)

// The MIME types the constructors write.
const (
	MIMEText     = "text/plain"
	MIMEHTML     = "text/html"
	MIMEMarkdown = "text/markdown"
	MIMELaTeX    = "text/latex"
	MIMESVG      = "image/svg+xml"
	MIMEJSON     = "application/json"
)

// A Bundle is one thing in several representations; the frontend shows the richest it knows.
//
// Data maps a MIME type to its value: a string (images as base64, SVG as markup), or any JSON value when the type is
// application/json or ends in +json. Metadata maps a MIME type to hints for it ({"image/png": {"width": 640}}), or holds hints for all.
// ID names the display so that it can be updated later; empty means it cannot. A Bundle is a value: what is handed on
// must not be changed any more, except by the methods here, which copy.
type Bundle struct {
	Data     map[string]any
	Metadata map[string]any
	ID       string
}

// Text shows s as it is.
func Text(s string) Bundle { return of(MIMEText, s) }

// HTML shows markup, and plain where markup cannot be shown.
func HTML(markup, plain string) Bundle { return Text(plain).With(MIMEHTML, markup) }

// Markdown shows source as formatted text, and source itself where nothing formats it.
func Markdown(source string) Bundle { return Text(source).With(MIMEMarkdown, source) }

// LaTeX shows a formula; source includes its delimiters ($…$).
func LaTeX(source string) Bundle { return Text(source).With(MIMELaTeX, source) }

// SVG shows a drawing, and plain where drawings cannot be shown.
func SVG(markup, plain string) Bundle { return Text(plain).With(MIMESVG, markup) }

// Image shows the bytes of a picture of the given type ("image/png"), and plain where pictures cannot be shown.
func Image(mimeType string, bytes []byte, plain string) Bundle {
	return Text(plain).With(mimeType, base64.StdEncoding.EncodeToString(bytes))
}

// JSON shows a tree; v is what encoding/json can write.
func JSON(v any, plain string) Bundle { return Text(plain).With(MIMEJSON, v) }

func of(mimeType string, value any) Bundle {
	return Bundle{Data: map[string]any{mimeType: value}, Metadata: map[string]any{}}
}

// With returns b with one more representation (or another value for one it has).
func (b Bundle) With(mimeType string, value any) Bundle {
	b = b.Filled()
	b.Data = maps.Clone(b.Data)
	b.Data[mimeType] = value
	return b
}

// Named returns b under a display id.
func (b Bundle) Named(id string) Bundle {
	b.ID = id
	return b
}

// Filled returns b with empty maps in place of nil ones: a message must not carry null in their place.
func (b Bundle) Filled() Bundle {
	if b.Data == nil {
		b.Data = map[string]any{}
	}
	if b.Metadata == nil {
		b.Metadata = map[string]any{}
	}
	return b
}

// Plain is the text/plain representation, empty when there is none.
func (b Bundle) Plain() string {
	s, _ := b.Data[MIMEText].(string)
	return s
}

// Check reports, all at once, what in b a frontend could not take. One number under text/html is enough to make
// nbclient give up the whole notebook (nbformat's schema), so nothing unchecked may leave the kernel.
func (b Bundle) Check() error {
	var errs []error
	for _, t := range slices.Sorted(maps.Keys(b.Data)) {
		errs = append(errs, CheckValue(t, b.Data[t]))
	}
	if _, err := json.Marshal(b.Metadata); err != nil {
		errs = append(errs, fmt.Errorf("metadata is not JSON: %w", err))
	}
	return errors.Join(errs...)
}

// Valid returns the part of b that passes [Bundle.Check], never with nil maps.
func (b Bundle) Valid() Bundle {
	data := map[string]any{}
	for t, v := range b.Data {
		if CheckValue(t, v) == nil {
			data[t] = v
		}
	}
	if _, err := json.Marshal(b.Metadata); err != nil {
		b.Metadata = nil
	}
	b.Data = data
	return b.Filled()
}

// mimeKey is what clients accept as a key: a type without parameters (jupyter_kernel_test's pattern).
var mimeKey = regexp.MustCompile(`^[\w\-+.]+/[\w\-+.]+$`)

// CheckValue reports why value cannot stand under mimeType.
func CheckValue(mimeType string, value any) error {
	if !mimeKey.MatchString(mimeType) {
		if base, _, err := mime.ParseMediaType(mimeType); err == nil && mimeKey.MatchString(base) {
			return fmt.Errorf("MIME type %q must come without parameters: %q", mimeType, base)
		}
		return fmt.Errorf("%q is not a MIME type", mimeType)
	}
	if _, ok := value.(string); ok {
		return nil
	}
	if !IsJSON(mimeType) {
		return fmt.Errorf("the value of %s must be a string, not %s", mimeType, kind(value))
	}
	if _, err := json.Marshal(value); err != nil {
		return fmt.Errorf("the value of %s is not JSON: %w", mimeType, err)
	}
	return nil
}

// IsJSON tells whether values of a MIME type are JSON rather than strings.
func IsJSON(mimeType string) bool {
	return mimeType == MIMEJSON || strings.HasPrefix(mimeType, "application/") && strings.HasSuffix(mimeType, "+json")
}

// kind names a value as a JavaScript programmer knows it.
func kind(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case float64, float32, int, int32, int64:
		return "a number"
	case []any, []string:
		return "an array"
	case map[string]any:
		return "an object"
	}
	return fmt.Sprintf("%T", v)
}
