package pattern

import (
	"slices"
	"strings"
)

// stringProperties are the properties that are true of strings, for the flag v.
var stringProperties = []string{"Basic_Emoji", "Emoji_Keycap_Sequence", "RGI_Emoji_Modifier_Sequence",
	"RGI_Emoji_Flag_Sequence", "RGI_Emoji_Tag_Sequence", "RGI_Emoji_ZWJ_Sequence"}

// stringProperty returns the characters and strings of \p{name}; RGI_Emoji is all of them.
func stringProperty(name string) (o operand, ok bool) {
	for _, n := range stringProperties {
		if name != n && name != "RGI_Emoji" {
			continue
		}
		ok = true
		if n == "Basic_Emoji" {
			o.set, _ = lookUp("Basic_Emoji-single")
		}
		for _, field := range strings.Fields(index()["strings="+n]) {
			var s []rune
			for _, c := range strings.Split(field, ",") {
				s = append(s, number(c))
			}
			o.strings = append(o.strings, s)
		}
	}
	return o, ok
}

// stringsNode matches the longest of the strings, then shorter ones: they share the nodes of what they begin with.
func (p *parser) stringsNode(list [][]rune) node {
	var alternatives []node
	ends := false
	for len(list) > 0 {
		if len(list[0]) == 0 {
			ends = true
			list = list[1:]
			continue
		}
		first := list[0][0]
		var rests, others [][]rune
		for _, s := range list {
			if len(s) > 0 && s[0] == first {
				rests = append(rests, s[1:])
			} else {
				others = append(others, s)
			}
		}
		alternatives = append(alternatives, sequence{[]node{p.character(first), p.stringsNode(rests)}})
		list = others
	}
	if ends {
		alternatives = append(alternatives, empty{})
	}
	if len(alternatives) == 1 {
		return alternatives[0]
	}
	return choice{alternatives}
}

// classNode is the node of a set of characters and strings.
func (p *parser) classNode(o operand) node {
	if p.flags.IgnoreCase {
		o.set = p.folding().closure(o.set)
	}
	if len(o.strings) == 0 {
		return charSet{o.set}
	}
	var longer [][]rune
	shared := false
	for _, s := range o.strings {
		longer = append(longer, s)
		shared = shared || len(s) == 0
	}
	longer = slices.DeleteFunc(longer, func(s []rune) bool { return len(s) == 0 })
	alternatives := []node{p.stringsNode(longer), charSet{o.set}}
	if shared {
		alternatives = append(alternatives, empty{})
	}
	return choice{alternatives}
}
