package es

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/es/intl"
)

// dateFormat is what is behind an Intl.DateTimeFormat.
type dateFormat struct {
	tag    string
	locale *intl.Locale
	intl.DateOptions
	hourCycle string // for resolvedOptions: only if hours are written
	bound     *goja.Object
}

func (l *language) dateTimeFormatConstructor() *goja.Object {
	formats := newSlot[*dateFormat](l.rt)
	c, proto := l.service("DateTimeFormat", true, func(o *goja.Object, locales []string, v goja.Value) {
		formats.set(o, l.newDateFormat("DateTimeFormat", locales, v, "any", "date"))
	})
	receiver := func(this goja.Value, method string) *dateFormat {
		f, ok := formats.of(this)
		if !ok {
			l.throw("TypeError", "Method %s called on incompatible receiver %s", method, l.text(this))
		}
		return f
	}
	l.method(proto, "resolvedOptions", 0, func(fc goja.FunctionCall) goja.Value {
		return l.dateOptions(receiver(fc.This, "UnwrapDateTimeFormat"))
	})
	l.method(proto, "formatToParts", 1, func(fc goja.FunctionCall) goja.Value {
		f := receiver(fc.This, "Intl.DateTimeFormat.prototype.formatToParts")
		return l.parts(f.locale.FormatDate(l.moment(fc.Argument(0)), f.DateOptions), false)
	})
	l.getter(proto, "format", func(fc goja.FunctionCall) goja.Value {
		f := receiver(fc.This, "get Intl.DateTimeFormat.prototype.format")
		if f.bound == nil {
			f.bound = l.boundFunction(1, func(fc goja.FunctionCall) goja.Value {
				return l.rt.ToValue(f.text(l.moment(fc.Argument(0))))
			})
		}
		return f.bound
	})
	dateRange := func(fc goja.FunctionCall, method string) []intl.Part {
		f := receiver(fc.This, method)
		if goja.IsUndefined(fc.Argument(0)) || goja.IsUndefined(fc.Argument(1)) {
			l.throw("TypeError", "Invalid time value")
		}
		return f.locale.FormatDateRange(l.moment(fc.Argument(0)), l.moment(fc.Argument(1)), f.DateOptions)
	}
	l.method(proto, "formatRange", 2, func(fc goja.FunctionCall) goja.Value {
		return l.rt.ToValue(intl.Text(dateRange(fc, "Intl.DateTimeFormat.prototype.formatRange")))
	})
	l.method(proto, "formatRangeToParts", 2, func(fc goja.FunctionCall) goja.Value {
		return l.parts(dateRange(fc, "Intl.DateTimeFormat.prototype.formatRangeToParts"), true)
	})
	return c
}

// text is the date in one piece. V8 writes a plain space for the narrow one there (its bug 13494), though not in the parts.
func (f *dateFormat) text(t time.Time) string {
	return strings.ReplaceAll(intl.Text(f.locale.FormatDate(t, f.DateOptions)), "\u202f", " ")
}

// maxTime is the largest time value, in milliseconds on both sides of 1970.
const maxTime = 8.64e15

// moment is the time to format: now if v is undefined.
func (l *language) moment(v goja.Value) time.Time {
	var ms float64
	if goja.IsUndefined(v) {
		ms = l.number(call(l.object(l.global, "Date").Get("now"), goja.Undefined()))
	} else {
		ms = l.number(v)
	}
	if !(math.Abs(ms) <= maxTime) {
		l.throw("RangeError", "Invalid time value")
	}
	return time.UnixMilli(int64(ms))
}

// newDateFormat is CreateDateTimeFormat (ECMA-402 section 11.1.2). required and defaults say which fields stand for all
// when none is asked for.
func (l *language) newDateFormat(service string, locales []string, v goja.Value, required, defaults string) *dateFormat {
	o := l.options(v, service)
	f := &dateFormat{}
	f.tag, f.locale = l.localeOf(locales)
	o.text("localeMatcher", "best fit", "lookup", "best fit")
	o.text("calendar", "")
	o.text("numberingSystem", "")
	hour12, hasHour12 := o.truth("hour12")
	cycle := o.text("hourCycle", "", "h11", "h12", "h23", "h24")
	if cycle == "" {
		cycle = extension(locales, "hc")
	}
	f.ZoneName, f.Zone = l.timeZone(o)
	f.fields(o)
	o.text("formatMatcher", "best fit", "basic", "best fit")
	f.DateStyle = o.text("dateStyle", "", "full", "long", "medium", "short")
	f.TimeStyle = o.text("timeStyle", "", "full", "long", "medium", "short")
	if f.DateStyle != "" || f.TimeStyle != "" {
		f.checkStyles(l, required)
	} else {
		f.defaults(required, defaults)
	}
	f.setHourCycle(cycle, hour12, hasHour12)
	return f
}

// fields reads the options that name fields.
func (f *dateFormat) fields(o options) {
	words := []string{"narrow", "short", "long"}
	digits := []string{"2-digit", "numeric"}
	f.Weekday = o.text("weekday", "", words...)
	f.Era = o.text("era", "", words...)
	f.Year = o.text("year", "", digits...)
	f.Month = o.text("month", "", append(digits, words...)...)
	f.Day = o.text("day", "", digits...)
	f.DayPeriod = o.text("dayPeriod", "", words...)
	f.Hour = o.text("hour", "", digits...)
	f.Minute = o.text("minute", "", digits...)
	f.Second = o.text("second", "", digits...)
	f.FractionalSecondDigits, _ = o.number("fractionalSecondDigits", 1, 3, 0)
	f.TimeZoneName = o.text("timeZoneName", "", "short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric")
}

// checkStyles refuses fields beside styles, and the style that a method has no use for.
func (f *dateFormat) checkStyles(l *language, required string) {
	d := f.DateOptions
	if d.Weekday+d.Era+d.Year+d.Month+d.Day+d.DayPeriod+d.Hour+d.Minute+d.Second+d.TimeZoneName != "" || d.FractionalSecondDigits > 0 {
		l.throw("TypeError", "Invalid option : option")
	}
	if required == "date" && f.TimeStyle != "" {
		l.throw("TypeError", "Invalid option : timeStyle")
	}
	if required == "time" && f.DateStyle != "" {
		l.throw("TypeError", "Invalid option : dateStyle")
	}
}

// defaults adds the fields that are written when none of those that count is asked for.
func (f *dateFormat) defaults(required, defaults string) {
	date := f.Weekday+f.Year+f.Month+f.Day != ""
	clock := f.DayPeriod+f.Hour+f.Minute+f.Second != "" || f.FractionalSecondDigits > 0
	if required != "time" && date || required != "date" && clock {
		return
	}
	if defaults == "date" || defaults == "all" {
		f.Year, f.Month, f.Day = "numeric", "numeric", "numeric"
	}
	if defaults == "time" || defaults == "all" {
		f.Hour, f.Minute, f.Second = "numeric", "numeric", "numeric"
	}
}

// setHourCycle decides how hours are counted.
func (f *dateFormat) setHourCycle(asked string, hour12, hasHour12 bool) {
	cycle := asked
	switch {
	case hasHour12 && hour12:
		cycle = "h12"
		if f.locale.Language() == "ja" {
			cycle = "h11"
		}
	case hasHour12:
		cycle = "h23"
	case cycle == "":
		cycle = f.locale.DefaultHourCycle()
	}
	f.HourCycle = cycle
	if f.Hour != "" || f.TimeStyle != "" {
		f.hourCycle = cycle
	}
}

var offsetZone = regexp.MustCompile(`^([+-])([01]\d|2[0-3])(?::?([0-5]\d))?$`)

// timeZone reads the option of that name; without it, the zone is the machine's.
func (l *language) timeZone(o options) (string, *time.Location) {
	v := o.get("timeZone")
	if goja.IsUndefined(v) {
		return localZone()
	}
	name := l.toString(v).String()
	if m := offsetZone.FindStringSubmatch(name); m != nil {
		h, _ := strconv.Atoi(m[2])
		minutes, _ := strconv.Atoi("0" + m[3])
		seconds := h*3600 + minutes*60
		if m[3] == "" {
			m[3] = "00"
		}
		if m[1] == "-" {
			seconds = -seconds
		}
		name := m[1] + m[2] + ":" + m[3]
		return name, time.FixedZone(name, seconds)
	}
	canonical, ok := intl.CanonicalZone(name)
	if !ok {
		l.throw("RangeError", "Invalid time zone specified: %s", name)
	}
	zone, err := time.LoadLocation(canonical)
	if err != nil {
		l.throw("RangeError", "Invalid time zone specified: %s", name)
	}
	return canonical, zone
}

// localZone is the zone of this machine, by name if that can be found out.
func localZone() (string, *time.Location) {
	names := []string{os.Getenv("TZ")}
	if link, err := os.Readlink("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(link, "zoneinfo/"); ok {
			names = append(names, name)
		}
	}
	for _, name := range names {
		if canonical, ok := intl.CanonicalZone(strings.TrimPrefix(name, ":")); ok {
			return canonical, time.Local
		}
	}
	return "UTC", time.Local
}

// dateOptions is Intl.DateTimeFormat.prototype.resolvedOptions.
func (l *language) dateOptions(f *dateFormat) goja.Value {
	o := l.record("locale", f.tag, "calendar", "gregory", "numberingSystem", "latn", "timeZone", f.ZoneName)
	if f.hourCycle != "" {
		must(o.Set("hourCycle", f.hourCycle))
		must(o.Set("hour12", f.hourCycle == "h11" || f.hourCycle == "h12"))
	}
	r := f.locale.ResolvedFields(f.DateOptions)
	for _, field := range []struct{ name, value string }{{"weekday", r.Weekday}, {"era", r.Era}, {"year", r.Year}, {"month", r.Month},
		{"day", r.Day}, {"dayPeriod", r.DayPeriod}, {"hour", r.Hour}, {"minute", r.Minute}, {"second", r.Second}} {
		if field.value != "" {
			must(o.Set(field.name, field.value))
		}
	}
	if r.FractionalSecondDigits > 0 {
		must(o.Set("fractionalSecondDigits", r.FractionalSecondDigits))
	}
	for _, field := range []struct{ name, value string }{{"timeZoneName", r.TimeZoneName}, {"dateStyle", r.DateStyle}, {"timeStyle", r.TimeStyle}} {
		if field.value != "" {
			must(o.Set(field.name, field.value))
		}
	}
	return o
}
