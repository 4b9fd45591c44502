package es

import "github.com/dop251/goja"

// installPromise adds Promise.try and Promise.withResolvers, and replaces Promise.any, whose error has no message in
// goja (ECMA-262 section 27.2.4). The bodies are js/promise.js.
func (l *language) installPromise() error {
	promise := l.promise
	aggregate := l.object(l.global, "AggregateError")
	body := func() *goja.Object {
		return l.library("promise", map[string]any{"AggregateError": aggregate})
	}
	l.method(promise, "any", 1, l.shell(body, "any"))
	l.method(promise, "withResolvers", 0, l.shell(body, "withResolvers"))
	l.method(promise, "try", 1, l.shell(body, "attempt"))
	return nil
}
