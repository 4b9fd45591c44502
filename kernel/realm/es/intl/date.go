package intl

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// calendarData is how a language writes dates. Keys of Date, Era and Time are the widths of the fields, one letter each,
// "-" for none: weekday (l, s, n), year (n, 2), month (n, 2, l, s, w for narrow), day (n, 2); hour, minute, second (n, 2)
// behind the hour cycle.
type calendarData struct {
	Names struct {
		Months, MonthsAlone     map[string][12]string
		Weekdays, WeekdaysAlone map[string][7]string
		Eras                    map[string][2]string
		Halves                  [2]string
		Periods                 map[string][24]string
	}
	Date, Era, Time map[string]string
	HourCycle       string
	Glue            glueData
	Fraction        string
	Zone, DateZone  string
	Period          string
	Styles          map[string]styleData
	Range           string
}

type glueData struct {
	Usual  string
	Others map[string]string // keys of Date, separated by spaces, by glue
}

type styleData struct{ Date, H12, H23, Glue string }

// DateOptions are the fields that a date is written with: either the two styles or the fields, "" for those that are not
// there. Widths are as in ECMA-402: "numeric", "2-digit", "long", "short", "narrow".
type DateOptions struct {
	DateStyle, TimeStyle            string
	Weekday, Era, Year, Month, Day  string
	DayPeriod, Hour, Minute, Second string
	FractionalSecondDigits          int
	TimeZoneName                    string
	HourCycle                       string // h11, h12, h23, h24; "" for the language's own
	Zone                            *time.Location
	ZoneName                        string
}

// DefaultHourCycle is the hour cycle of the language: h12 or h23.
func (l *Locale) DefaultHourCycle() string { return l.Calendar.HourCycle }

// FormatDate formats one moment (PartitionDateTimePattern, ECMA-402 section 11.5.6).
func (l *Locale) FormatDate(t time.Time, o DateOptions) []Part {
	if o.HourCycle == "" {
		o.HourCycle = l.Calendar.HourCycle
	}
	t = t.In(o.Zone)
	return fill(l.datePattern(o), func(name string) []Part { return []Part{l.field(name, t, o)} })
}

// datePattern is the pattern for the fields.
func (l *Locale) datePattern(o DateOptions) string {
	if o.DateStyle != "" || o.TimeStyle != "" {
		return l.stylePattern(o)
	}
	date, key := l.dateOnly(o)
	clock := l.timeOnly(o)
	switch {
	case clock == "" && o.TimeZoneName != "" && date != "":
		return join(l.Calendar.DateZone, date, "")
	case clock == "":
		return date
	case date == "":
		return clock
	}
	return join(l.glue(key), clock, date)
}

// join fills {0} and {1}.
func join(pattern, zero, one string) string {
	return strings.NewReplacer("{0}", zero, "{1}", one).Replace(pattern)
}

func (l *Locale) glue(key string) string {
	for glue, keys := range l.Calendar.Glue.Others {
		if strings.Contains(" "+keys+" ", " "+key+" ") {
			return glue
		}
	}
	return l.Calendar.Glue.Usual
}

func (l *Locale) stylePattern(o DateOptions) string {
	clock := l.Calendar.Styles[o.TimeStyle].H23
	if o.HourCycle == "h12" || o.HourCycle == "h11" {
		clock = l.Calendar.Styles[o.TimeStyle].H12
	}
	date := l.Calendar.Styles[o.DateStyle].Date
	switch {
	case o.TimeStyle == "":
		return date
	case o.DateStyle == "":
		return clock
	}
	return join(l.Calendar.Styles[o.DateStyle].Glue, clock, date)
}

var widthLetters = map[string]string{"": "-", "long": "l", "short": "s", "numeric": "n", "2-digit": "2"}

// dateOnly is the pattern of weekday, era, year, month and day, and its key.
func (l *Locale) dateOnly(o DateOptions) (pattern, key string) {
	weekday, month := widthLetters[o.Weekday], widthLetters[o.Month]
	if o.Weekday == "narrow" {
		weekday = "n"
	}
	if o.Month == "narrow" {
		month = "w"
	}
	key = weekday + widthLetters[o.Year] + month + widthLetters[o.Day]
	if o.Era != "" {
		if p, ok := l.Calendar.Era[key]; ok {
			return p, key
		}
		return l.Calendar.Date[key] + " {G}", key
	}
	return l.Calendar.Date[key], key
}

// timeOnly is the pattern of the clock.
func (l *Locale) timeOnly(o DateOptions) string {
	cycle := "h23"
	if o.HourCycle == "h12" || o.HourCycle == "h11" {
		cycle = "h12"
	}
	p := l.Calendar.Time[cycle+widthLetters[o.Hour]+widthLetters[o.Minute]+widthLetters[o.Second]]
	if o.FractionalSecondDigits > 0 {
		p = l.withFraction(p)
	}
	if o.DayPeriod != "" {
		p = l.withPeriod(p, o)
	}
	if o.TimeZoneName != "" && p != "" {
		p = join(l.Calendar.Zone, p, "")
	}
	return p
}

func (l *Locale) withFraction(p string) string {
	for _, second := range []string{"{ss}", "{s}"} {
		if strings.Contains(p, second) {
			return strings.Replace(p, second, second+l.Calendar.Fraction+"{S}", 1)
		}
	}
	return "{S}"
}

// withPeriod writes "in the morning" where AM stood.
func (l *Locale) withPeriod(p string, o DateOptions) string {
	if p == "" {
		return "{B}"
	}
	if strings.Contains(p, "{a}") {
		p = strings.Replace(p, "\u202f{a}", " {a}", 1)
		return strings.Replace(p, "{a}", "{B}", 1)
	}
	return p
}

// field is one field of a date.
func (l *Locale) field(name string, t time.Time, o DateOptions) Part {
	n := &l.Calendar.Names
	switch name {
	case "EEEE", "EEE", "EEEEE":
		return Part{Type: "weekday", Value: n.Weekdays[nameWidth(name)][t.Weekday()]}
	case "cccc", "ccc", "ccccc":
		return Part{Type: "weekday", Value: n.WeekdaysAlone[nameWidth(name)][t.Weekday()]}
	case "MMMM", "MMM", "MMMMM":
		return Part{Type: "month", Value: n.Months[nameWidth(name)][t.Month()-1]}
	case "LLLL", "LLL", "LLLLL":
		return Part{Type: "month", Value: n.MonthsAlone[nameWidth(name)][t.Month()-1]}
	case "M", "MM":
		return Part{Type: "month", Value: padded(int(t.Month()), name)}
	case "d", "dd":
		return Part{Type: "day", Value: padded(t.Day(), name)}
	case "y", "yy":
		return Part{Type: "year", Value: yearText(t.Year(), name)}
	case "G":
		width := o.Era
		if width == "" {
			width = "short"
		}
		era := 1
		if t.Year() <= 0 {
			era = 0
		}
		return Part{Type: "era", Value: n.Eras[width][era]}
	case "h", "hh", "H", "HH":
		return Part{Type: "hour", Value: padded(hourOf(t.Hour(), o.HourCycle), name)}
	case "m", "mm":
		return Part{Type: "minute", Value: padded(t.Minute(), name)}
	case "s", "ss":
		return Part{Type: "second", Value: padded(t.Second(), name)}
	case "S":
		return Part{Type: "fractionalSecond", Value: fmt.Sprintf("%03d", t.Nanosecond()/1e6)[:o.FractionalSecondDigits]}
	case "a":
		return Part{Type: "dayPeriod", Value: n.Halves[t.Hour()/12]}
	case "B":
		return Part{Type: "dayPeriod", Value: n.Periods[o.DayPeriod][t.Hour()]}
	}
	return Part{Type: "timeZoneName", Value: l.zoneName(t, o)}
}

func nameWidth(name string) string {
	switch utf8.RuneCountInString(name) {
	case 4:
		return "long"
	case 5:
		return "narrow"
	}
	return "short"
}

func padded(n int, name string) string {
	if len(name) == 2 && n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// yearText is the year of its era: 1 BC is the year 0.
func yearText(year int, name string) string {
	if year <= 0 {
		year = 1 - year
	}
	if name == "yy" {
		return fmt.Sprintf("%02d", year%100)
	}
	return strconv.Itoa(year)
}

func hourOf(hour int, cycle string) int {
	switch cycle {
	case "h11":
		return hour % 12
	case "h12":
		return (hour+11)%12 + 1
	case "h24":
		return (hour+23)%24 + 1
	}
	return hour
}

// FormatDateRange formats two moments. If they read the same, one is written; otherwise both are, with the language's
// dash between: what they have in common is not left out, as CLDR has it for some patterns.
func (l *Locale) FormatDateRange(from, to time.Time, o DateOptions) []Part {
	a, b := l.FormatDate(from, o), l.FormatDate(to, o)
	if Text(a) == Text(b) {
		return sourced(a, "shared")
	}
	parts := sourced(a, "startRange")
	parts = append(parts, Part{Type: "literal", Value: l.Calendar.Range, Source: "shared"})
	return append(parts, sourced(b, "endRange")...)
}

// FormatNumberRange formats two numbers.
func (l *Locale) FormatNumberRange(from, to Decimal, o NumberOptions) []Part {
	a, b := l.FormatNumber(from, o), l.FormatNumber(to, o)
	if Text(a) == Text(b) {
		return append([]Part{{Type: "approximatelySign", Value: l.Numbers.Approximately, Source: "shared"}}, sourced(a, "shared")...)
	}
	parts := sourced(a, "startRange")
	parts = append(parts, Part{Type: "literal", Value: l.Numbers.Range, Source: "shared"})
	return append(parts, sourced(b, "endRange")...)
}

func sourced(parts []Part, source string) []Part {
	for i := range parts {
		parts[i].Source = source
	}
	return parts
}
