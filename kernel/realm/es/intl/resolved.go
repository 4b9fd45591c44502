package intl

import "strings"

// ResolvedFields are the fields as they are written: an hour asked for as "numeric" may have two digits in a language.
func (l *Locale) ResolvedFields(o DateOptions) DateOptions {
	if o.DateStyle != "" || o.TimeStyle != "" {
		return o
	}
	if o.HourCycle == "" {
		o.HourCycle = l.Calendar.HourCycle
	}
	p := l.datePattern(o)
	width := func(field *string, one, two string) {
		switch {
		case *field == "":
		case strings.Contains(p, "{"+two+"}"):
			*field = "2-digit"
		case strings.Contains(p, "{"+one+"}"):
			*field = "numeric"
		}
	}
	width(&o.Year, "y", "yy")
	width(&o.Month, "M", "MM")
	width(&o.Day, "d", "dd")
	width(&o.Hour, "h", "hh")
	width(&o.Hour, "H", "HH")
	width(&o.Minute, "m", "mm")
	width(&o.Second, "s", "ss")
	return o
}
