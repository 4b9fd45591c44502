package es

import (
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/text/collate"
	xlanguage "golang.org/x/text/language"
)

// collator is what is behind an Intl.Collator.
type collator struct {
	tag, usage, sensitivity, caseFirst string
	ignorePunctuation, numeric         bool
	collation                          *collate.Collator
	bound                              *goja.Object
}

func (l *language) collatorConstructor() *goja.Object {
	collators := newSlot[*collator](l.rt)
	c, proto := l.service("Collator", true, func(o *goja.Object, locales []string, v goja.Value) {
		collators.set(o, l.newCollator(locales, v))
	})
	receiver := func(this goja.Value, method string) *collator {
		c, ok := collators.of(this)
		if !ok {
			l.throw("TypeError", "Method %s called on incompatible receiver %s", method, l.text(this))
		}
		return c
	}
	l.method(proto, "resolvedOptions", 0, func(fc goja.FunctionCall) goja.Value {
		c := receiver(fc.This, "Intl.Collator.prototype.resolvedOptions")
		return l.record("locale", c.tag, "usage", c.usage, "sensitivity", c.sensitivity, "ignorePunctuation", c.ignorePunctuation,
			"collation", "default", "numeric", c.numeric, "caseFirst", c.caseFirst)
	})
	l.getter(proto, "compare", func(fc goja.FunctionCall) goja.Value {
		c := receiver(fc.This, "get Intl.Collator.prototype.compare")
		if c.bound == nil {
			c.bound = l.boundFunction(2, func(fc goja.FunctionCall) goja.Value {
				return l.rt.ToValue(c.compare(l.toString(fc.Argument(0)).String(), l.toString(fc.Argument(1)).String()))
			})
		}
		return c.bound
	})
	return c
}

func (l *language) newCollator(locales []string, v goja.Value) *collator {
	o := l.options(v, "Collator")
	c := &collator{}
	c.usage = o.text("usage", "sort", "sort", "search")
	o.text("localeMatcher", "best fit", "lookup", "best fit")
	o.text("collation", "")
	numeric, hasNumeric := o.truth("numeric")
	c.numeric = numeric || !hasNumeric && strings.Contains(strings.Join(locales, " "), "-kn")
	c.caseFirst = o.text("caseFirst", "false", "upper", "lower", "false")
	c.sensitivity = o.text("sensitivity", "variant", "base", "accent", "case", "variant")
	c.ignorePunctuation, _ = o.truth("ignorePunctuation")
	tag, data := l.localeOf(locales)
	c.tag = tag
	c.collation = collation(data.Tag, c.numeric, c.sensitivity)
	return c
}

// collation makes the collator of package collate.
func collation(tag string, numeric bool, sensitivity string) *collate.Collator {
	var options []collate.Option
	if numeric {
		options = append(options, collate.Numeric)
	}
	switch sensitivity {
	case "base":
		options = append(options, collate.IgnoreCase, collate.IgnoreDiacritics)
	case "accent":
		options = append(options, collate.IgnoreCase)
	case "case":
		options = append(options, collate.IgnoreDiacritics)
	}
	return collate.New(xlanguage.Make(tag), options...)
}

func (c *collator) compare(a, b string) int {
	if c.ignorePunctuation {
		a, b = withoutPunctuation(a), withoutPunctuation(b)
	}
	return c.collation.CompareString(a, b)
}
