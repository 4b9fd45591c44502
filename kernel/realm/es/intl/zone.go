package intl

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // a binary that runs anywhere knows its time zones
)

// LongZoneName returns the name in full of the time zone called zone at t, in it.
func (l *Locale) LongZoneName(t time.Time, zone string) string {
	return l.zoneName(t, DateOptions{TimeZoneName: "long", ZoneName: zone})
}

// zoneName is the name of the time zone at a moment.
func (l *Locale) zoneName(t time.Time, o DateOptions) string {
	style := o.TimeZoneName
	switch o.TimeStyle {
	case "full":
		style = "long"
	case "long":
		style = "short"
	}
	_, seconds := t.Zone()
	switch style {
	case "shortOffset":
		return offsetName(seconds, false)
	case "longOffset":
		return offsetName(seconds, true)
	}
	row, ok := l.zone(o.ZoneName)
	if !ok {
		return offsetName(seconds, style == "long" || style == "longGeneric")
	}
	switch {
	case style == "longGeneric":
		return row.longGeneric
	case style == "shortGeneric":
		return row.shortGeneric
	case style == "long" && t.IsDST():
		return row.longDaylight
	case style == "long":
		return row.longStandard
	case t.IsDST():
		return row.shortDaylight
	}
	return row.shortStandard
}

// zone finds the names of a zone.
func (l *Locale) zone(name string) (zoneRow, bool) {
	for _, z := range l.Zones {
		if slices.Contains(strings.Fields(z.ids), name) {
			return z, true
		}
	}
	return zoneRow{}, false
}

// CanonicalZone returns the name of a time zone as it should be written, whatever its case or alias; false if there is
// none.
func CanonicalZone(name string) (string, bool) {
	canonical, ok := zoneIndex()[strings.ToLower(name)]
	return canonical, ok
}

// zoneIndex maps the names of all zones, in small letters.
var zoneIndex = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	l := loaders[DefaultLocale]()
	for _, row := range l.Zones {
		for _, id := range strings.Fields(row.ids) {
			table[strings.ToLower(id)] = id
		}
	}
	for canonical, aliases := range l.Aliases {
		for _, alias := range strings.Fields(aliases) {
			table[strings.ToLower(alias)] = canonical
		}
	}
	return table
})

// offsetName is "GMT+1" or "GMT+01:00".
func offsetName(seconds int, long bool) string {
	if seconds == 0 {
		return "GMT"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	h, m := seconds/3600, seconds/60%60
	switch {
	case long:
		return fmt.Sprintf("GMT%s%02d:%02d", sign, h, m)
	case m == 0:
		return fmt.Sprintf("GMT%s%d", sign, h)
	}
	return fmt.Sprintf("GMT%s%d:%02d", sign, h, m)
}
