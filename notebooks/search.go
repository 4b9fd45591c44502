package notebooks

import "strings"

// section is what the search on the index page knows of a part of a notebook: from one heading to the next.
type section struct {
	Page    string `json:"page"` // with the anchor of the cell that has the heading
	Title   string `json:"title"`
	In      string `json:"in"`   // the title of the notebook
	Text    string `json:"text"` // what is searched: prose, code and outputs
	Excerpt string `json:"excerpt"`
}

// maxSection bounds the text of one section, in bytes.
const maxSection = 1600

func sections(pages []Page, entries []entry) []section {
	list := []section{}
	for i, p := range pages {
		var now *section
		for _, c := range p.Notebook.Cells {
			if c.Type == "markdown" {
				if title, lead := heading(c.Source); title != "" {
					list = append(list, section{Page: entries[i].Page, Title: title, In: entries[i].Title, Excerpt: lead})
					now = &list[len(list)-1]
					if a := c.anchor(); a != "" {
						now.Page += "#" + a
					}
				}
			}
			if now != nil {
				now.add(c)
			}
		}
	}
	return list
}

func (s *section) add(c *Cell) {
	texts := []string{c.Source}
	for _, o := range c.Outputs {
		texts = append(texts, o.Text, o.Value)
	}
	words := strings.Join(strings.Fields(strings.Join(texts, " ")), " ")
	room := max(0, maxSection-len(s.Text))
	s.Text += " " + strings.ToValidUTF8(words[:min(room, len(words))], "")
}
