package notebooks

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

func parseOutput(v any) (*Output, error) {
	node, ok := v.(*object)
	if !ok {
		return nil, errors.New("this is not an object")
	}
	kind, _ := node.get("output_type").(string)
	o := &Output{Type: kind, node: node}
	switch kind {
	case "stream":
		o.Stream, _ = node.get("name").(string)
		if o.Text, ok = textOf(node.get("text")); !ok {
			return nil, errors.New("the text of a stream is neither a string nor a list of strings")
		}
	case "display_data", "execute_result":
		data, ok := node.get("data").(*object)
		if !ok {
			return nil, fmt.Errorf("%s has no data", kind)
		}
		o.Data = bundle(data)
	case "error":
		o.Name, _ = node.get("ename").(string)
		o.Value, _ = node.get("evalue").(string)
		o.Traceback = stringList(node.get("traceback"))
	default:
		return nil, fmt.Errorf("output_type is %q, which nbformat 4 does not have", kind)
	}
	return o, nil
}

// bundle is a MIME bundle with its texts put together.
func bundle(data *object) map[string]any {
	m := map[string]any{}
	for _, mime := range data.keys {
		v := data.values[mime]
		if s, ok := textOf(v); ok && !isJSON(mime) {
			v = s
		}
		m[mime] = v
	}
	return m
}

// isJSON reports whether values of a MIME type are JSON and not text (nbformat.v4.schema.json, mimebundle).
func isJSON(mime string) bool {
	return mime == "application/json" || strings.HasPrefix(mime, "application/") && strings.HasSuffix(mime, "+json")
}

// inLines reports whether nbformat writes values of a MIME type as lists of lines (nbformat/v4/rwbase.py).
func inLines(mime string) bool {
	return strings.HasPrefix(mime, "text/") || mime == "image/svg+xml" || mime == "application/javascript"
}

func stringList(v any) []string {
	list, _ := v.([]any)
	out := make([]string, 0, len(list))
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// The outputs that the runner makes. Keys are in alphabetical order, as nbformat writes them.

func streamOutput(name, s string) *Output {
	o := &Output{Type: "stream", Stream: name, node: newObject()}
	o.node.set("name", name)
	o.node.set("output_type", "stream")
	o.Text = s
	return o
}

func dataOutput(kind string, data, metadata *object) *Output {
	o := &Output{Type: kind, node: newObject()}
	o.node.set("output_type", kind)
	o.setData(data, metadata)
	return o
}

// setData gives a display another bundle (update_display_data).
func (o *Output) setData(data, metadata *object) {
	o.Data = bundle(data)
	split := newObject()
	for _, mime := range data.keys {
		v := data.values[mime]
		if s, ok := v.(string); ok && inLines(mime) {
			v = lines(s)
		}
		split.set(mime, v)
	}
	o.node.set("data", split)
	o.node.set("metadata", metadata)
}

func errorOutput(name, value string, traceback []string) *Output {
	o := &Output{Type: "error", Name: name, Value: value, Traceback: traceback, node: newObject()}
	list := []any{}
	for _, line := range traceback {
		list = append(list, line)
	}
	o.node.set("ename", name)
	o.node.set("evalue", value)
	o.node.set("output_type", "error")
	o.node.set("traceback", list)
	return o
}

// setOutputs stores the outputs and the execution count of an executed cell in the file.
func (c *Cell) setOutputs(count int, outputs []*Output) {
	c.Count, c.Outputs = count, outputs
	list := []any{}
	for _, o := range outputs {
		if o.Type == "stream" {
			o.node.set("text", lines(o.Text))
		}
		list = append(list, o.node)
	}
	c.node.set("outputs", list)
	c.node.set("execution_count", nil)
	if count > 0 {
		c.node.set("execution_count", count)
	}
}

// normal is an output as it is compared: what a reader of the notebook sees, whatever its layout in the file.
func (o *Output) normal() string {
	switch o.Type {
	case "stream":
		return o.Stream + ": " + o.Text
	case "error":
		return "error: " + o.Name + ": " + o.Value + "\n" + strings.Join(o.Traceback, "\n")
	}
	var b []byte
	for _, mime := range slices.Sorted(maps.Keys(o.Data)) {
		b = append(b, "\n"+mime+": "...)
		if s, ok := o.Data[mime].(string); ok {
			b = append(b, s...)
			continue
		}
		b = appendTree(b, o.Data[mime], 0)
	}
	return o.Type + ": " + string(b)
}
