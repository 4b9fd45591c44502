package notebooks

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Notebook is one .ipynb file of nbformat 4. Not safe for use by several goroutines.
type Notebook struct {
	Path  string  // where it was read; its folder is where its code runs
	Cells []*Cell // in order
	root  *object // the whole file
}

// Cell is one cell of a notebook. Type, Source and Tags are as read; [Run] replaces Count and Outputs.
type Cell struct {
	Type    string // "code", "markdown" or "raw"
	Source  string
	Tags    []string
	Count   int       // execution count, 0 when the cell was not executed
	Outputs []*Output // of a code cell
	node    *object
}

// Output is one output of a code cell.
type Output struct {
	Type string // "stream", "display_data", "execute_result" or "error"

	Stream string // of a stream: "stdout" or "stderr"
	Text   string // of a stream

	Data map[string]any // of display_data and execute_result, by MIME type: a string, or a tree where the type is JSON

	Name, Value string   // of an error
	Traceback   []string // of an error

	node *object
}

// Read reads the notebook at path. The error of a file that is missing, broken or not a notebook of nbformat 4 is one
// sentence that says what is wrong, and where.
func Read(path string) (*Notebook, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the notebook %s: %w", path, reason(err))
	}
	nb, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("cannot read the notebook %s: %w", path, err)
	}
	nb.Path = path
	return nb, nil
}

// Parse reads a notebook from the bytes of its file.
func Parse(data []byte) (*Notebook, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, errors.New("the file is empty")
	}
	tree, err := parseTree(data)
	if err != nil {
		return nil, err
	}
	root, ok := tree.(*object)
	if !ok {
		return nil, errors.New("this is JSON, but not a notebook: there is no object at the top")
	}
	if err := checkFormat(root); err != nil {
		return nil, err
	}
	nb := &Notebook{root: root}
	list, ok := root.get("cells").([]any)
	if !ok {
		return nil, errors.New("the notebook has no list of cells")
	}
	for i, v := range list {
		c, err := parseCell(v)
		if err != nil {
			return nil, fmt.Errorf("cell %d: %w", i+1, err)
		}
		nb.Cells = append(nb.Cells, c)
	}
	return nb, nil
}

func checkFormat(root *object) error {
	n, ok := root.get("nbformat").(json.Number)
	if !ok {
		return errors.New("this is JSON, but not a notebook: nbformat is missing")
	}
	major, err := n.Int64()
	switch {
	case err != nil:
		return fmt.Errorf("nbformat is %s, which is no version", n)
	case major < 4:
		return fmt.Errorf("it is in nbformat %d, and Loopbook reads 4; open it in Jupyter and save it, which brings it up to date", major)
	case major > 4:
		return fmt.Errorf("it is in nbformat %d, which is newer than this Loopbook", major)
	}
	switch root.get("metadata").(type) {
	case nil, *object:
		return nil
	}
	return errors.New("the notebook's metadata is not an object")
}

func parseCell(v any) (*Cell, error) {
	node, ok := v.(*object)
	if !ok {
		return nil, errors.New("this is not an object")
	}
	kind, ok := node.get("cell_type").(string)
	if !ok {
		return nil, errors.New("cell_type is missing")
	}
	source, ok := textOf(node.get("source"))
	if !ok {
		return nil, errors.New("source is neither a string nor a list of strings")
	}
	c := &Cell{Type: kind, Source: source, node: node}
	c.parseTags()
	if kind != "code" {
		return c, nil
	}
	return c, c.parseOutputs()
}

func (c *Cell) parseTags() {
	meta, _ := c.node.get("metadata").(*object)
	tags, _ := meta.get("tags").([]any)
	for _, v := range tags {
		if tag, ok := v.(string); ok {
			c.Tags = append(c.Tags, tag)
		}
	}
}

func (c *Cell) parseOutputs() error {
	if n, ok := c.node.get("execution_count").(json.Number); ok {
		count, err := n.Int64()
		if err != nil {
			return fmt.Errorf("execution_count is %s, which is no whole number", n)
		}
		c.Count = int(count)
	}
	list, ok := c.node.get("outputs").([]any)
	if !ok && c.node.get("outputs") != nil {
		return errors.New("outputs is not a list")
	}
	for i, v := range list {
		o, err := parseOutput(v)
		if err != nil {
			return fmt.Errorf("output %d: %w", i+1, err)
		}
		c.Outputs = append(c.Outputs, o)
	}
	return nil
}

// Tagged reports whether the cell has the tag.
func (c *Cell) Tagged(tag string) bool { return slices.Contains(c.Tags, tag) }

// metadata returns a string out of the notebook's metadata, "" when it is not there.
func (nb *Notebook) metadata(keys ...string) string {
	var v any = nb.root.get("metadata")
	for _, key := range keys {
		o, _ := v.(*object)
		v = o.get(key)
	}
	s, _ := v.(string)
	return s
}

// Language is the language the notebook says it is written in, in lower case as Jupyter has it; "" when it says nothing.
func (nb *Notebook) Language() string {
	if l := nb.metadata("kernelspec", "language"); l != "" {
		return l
	}
	return nb.metadata("language_info", "name")
}

// language is what the kernel is to be told; a notebook in anything but JavaScript and TypeScript is refused.
func (nb *Notebook) language() (string, error) {
	switch l := strings.ToLower(nb.Language()); l {
	case "", "javascript", "js", "node", "nodejs":
		return "javascript", nil
	case "typescript", "ts":
		return "typescript", nil
	}
	return "", fmt.Errorf("it is written in %s, and Loopbook runs JavaScript and TypeScript", nb.Language())
}

// folder is where the notebook's code runs.
func (nb *Notebook) folder() string {
	if nb.Path == "" {
		return ""
	}
	if abs, err := filepath.Abs(nb.Path); err == nil {
		return filepath.Dir(abs)
	}
	return filepath.Dir(nb.Path)
}

// code is the cells that have code to execute.
func (nb *Notebook) code() []*Cell {
	var cells []*Cell
	for _, c := range nb.Cells {
		if c.Type == "code" && strings.TrimSpace(c.Source) != "" {
			cells = append(cells, c)
		}
	}
	return cells
}

// Bytes is the file, laid out as nbformat does: one space for each level, text in its own characters, long strings as
// lists of lines, a newline at the end. Keys keep the order they were found in.
func (nb *Notebook) Bytes() []byte {
	return append(appendTree(nil, nb.root, 0), '\n')
}

// Write writes the notebook to path in one step: whoever reads meanwhile sees the old file or the new one.
func (nb *Notebook) Write(path string) error {
	if err := writeFile(path, nb.Bytes()); err != nil {
		return fmt.Errorf("cannot write the notebook %s: %w", path, err)
	}
	return nil
}

// writeFile replaces the file at path, keeping its mode and, where path is a link, the link.
func writeFile(path string, data []byte) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-")
	if err != nil {
		return reason(err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(mode), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return reason(err)
}

// reason is what went wrong with a file, without the name of it: the sentence round it has that.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return l.Err
	}
	return err
}
