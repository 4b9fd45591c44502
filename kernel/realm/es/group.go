package es

import "github.com/dop251/goja"

// installGroup adds Object.groupBy and Map.groupBy; their bodies are js/group.js.
func (l *language) installGroup() error {
	object, m := l.object(l.global, "Object"), l.object(l.global, "Map")
	body := func() *goja.Object {
		proto := l.object(m, "prototype")
		return l.library("group", map[string]any{"Map": m, "create": object.Get("create"),
			"has": proto.Get("has"), "get": proto.Get("get"), "set": proto.Get("set")})
	}
	l.method(object, "groupBy", 2, l.shell(body, "objectGroupBy"))
	l.method(m, "groupBy", 2, l.shell(body, "mapGroupBy"))
	return nil
}
