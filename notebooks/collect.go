package notebooks

import (
	"encoding/json"
	"fmt"
	"slices"

	"loopbook/kernel/wire"
)

// collector gathers the outputs of cells from iopub messages, as nbclient does: a message belongs to the cell whose
// request is its parent, streams of one name that follow each other become one output, clear_output and updates of
// displays are carried out. Output that comes after its cell's end still goes to that cell.
type collector struct {
	cells    map[string]*gathering // by the msg_id of the execute_request
	displays map[string][]*Output  // by display_id, in every cell
}

// gathering is what one cell has put out so far.
type gathering struct {
	outputs []*Output
	clear   bool // clear_output(wait): the next output replaces all
}

func newCollector() *collector {
	return &collector{cells: map[string]*gathering{}, displays: map[string][]*Output{}}
}

// begin gets ready for the outputs of the cell that request executes.
func (c *collector) begin(request *wire.Message) *gathering {
	g := &gathering{}
	c.cells[request.Header.MsgID] = g
	return g
}

// take files one iopub message.
func (c *collector) take(m *wire.Message) error {
	g := c.cells[parentID(m)]
	if g == nil {
		return nil
	}
	content, err := contentOf(m)
	if err != nil {
		return err
	}
	switch m.Header.MsgType {
	case "stream":
		g.stream(stringOf(content, "name"), stringOf(content, "text"))
	case "display_data", "execute_result":
		c.display(g, m.Header.MsgType, content)
	case "update_display_data":
		c.update(displayID(content), content)
	case "error":
		g.add(errorOutput(stringOf(content, "ename"), stringOf(content, "evalue"), stringList(content.get("traceback"))))
	case "clear_output":
		wait, _ := content.get("wait").(bool)
		g.clear = wait
		if !wait {
			g.outputs = nil
		}
	}
	return nil
}

// contentOf reads the content of a message in its own order.
func contentOf(m *wire.Message) (*object, error) {
	tree, err := parseTree(m.Content)
	if err != nil {
		return nil, fmt.Errorf("the kernel's %s: %w", m.Header.MsgType, err)
	}
	content, ok := tree.(*object)
	if !ok {
		return nil, fmt.Errorf("the kernel's %s has no object as its content", m.Header.MsgType)
	}
	return content, nil
}

func (g *gathering) add(o *Output) {
	if g.clear {
		g.outputs, g.clear = nil, false
	}
	g.outputs = append(g.outputs, o)
}

func (g *gathering) stream(name, s string) {
	if last := len(g.outputs) - 1; last >= 0 && !g.clear && g.outputs[last].Type == "stream" && g.outputs[last].Stream == name {
		g.outputs[last].Text += s
		return
	}
	g.add(streamOutput(name, s))
}

func (c *collector) display(g *gathering, kind string, content *object) {
	id := displayID(content)
	c.update(id, content)
	o := dataOutput(kind, objectOf(content, "data"), objectOf(content, "metadata"))
	if kind == "execute_result" {
		o.node.set("execution_count", content.get("execution_count"))
	}
	g.add(o)
	if id != "" {
		c.displays[id] = append(c.displays[id], o)
	}
}

// update changes every display of that id that is still there.
func (c *collector) update(id string, content *object) {
	if id == "" {
		return
	}
	for _, o := range c.displays[id] {
		o.setData(objectOf(content, "data"), objectOf(content, "metadata"))
	}
}

func displayID(content *object) string {
	return stringOf(objectOf(content, "transient"), "display_id")
}

func stringOf(o *object, key string) string {
	s, _ := o.get(key).(string)
	return s
}

func objectOf(o *object, key string) *object {
	if v, ok := o.get(key).(*object); ok {
		return v
	}
	return newObject()
}

// sorted is v with the keys of all objects in alphabetical order.
func sorted(v any) any {
	switch v := v.(type) {
	case *object:
		o := newObject()
		for _, key := range slices.Sorted(slices.Values(v.keys)) {
			o.set(key, sorted(v.values[key]))
		}
		return o
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = sorted(v[i])
		}
		return list
	}
	return v
}

func parentID(m *wire.Message) string {
	var parent struct {
		MsgID string `json:"msg_id"`
	}
	if err := json.Unmarshal(m.Parent, &parent); err != nil {
		return ""
	}
	return parent.MsgID
}
