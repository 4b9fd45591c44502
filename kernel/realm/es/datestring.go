package es

import (
	"strings"
	"time"

	"github.com/dop251/goja"
)

// installDateStrings has dates name their time zone in full, as V8 does: goja abbreviates.
//
//	Thu Jan 01 1970 01:00:00 GMT+0100 (Central European Standard Time)
func (l *language) installDateStrings() {
	date := l.object(l.global, "Date")
	proto := l.object(date, "prototype")
	for _, name := range []string{"toString", "toTimeString"} {
		l.replace(proto.Get(name), func(fc goja.FunctionCall, original native) goja.Value {
			if o, ok := fc.This.(*goja.Object); !ok || kindOf(o) != "dateObject" {
				l.throw("TypeError", "Method Date.prototype.%s called on incompatible receiver %s", name, l.text(fc.This))
			}
			v := original(fc)
			ms := l.number(call(proto.Get("getTime"), fc.This))
			return l.inFull(v, time.UnixMilli(int64(ms)))
		})
	}
	l.replace(date, func(fc goja.FunctionCall, original native) goja.Value { // Date() without new
		return l.inFull(original(fc), time.Now())
	})
}

// inFull puts the name of the time zone at t in the place of its abbreviation.
func (l *language) inFull(v goja.Value, t time.Time) goja.Value {
	text := v.String()
	at := strings.LastIndexByte(text, '(')
	if at < 0 { // Invalid Date
		return v
	}
	name, zone := localZone()
	_, locale := l.localeOf(nil)
	return l.rt.ToValue(text[:at] + "(" + locale.LongZoneName(t.In(zone), name) + ")")
}
