// Package intl formats numbers, dates and lists as ECMA-402 has it with the data of CLDR, for the languages that it has
// data of. It knows nothing of goja: options come in as structures, texts go out as parts.
//
//	l, _ := intl.Lookup("de-DE")
//	l.FormatNumber(intl.Float(1234.5), intl.NumberOptions{…})    // 1.234,5 as parts: integer 1, group ".", integer 234 …
//
// The data of a language is data/LOCALE.json, which locales.js wrote; it is read when the language is first used.
package intl

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed data
var files embed.FS

// Locale is the data of one language as it is spoken somewhere. Any goroutine; it does not change.
type Locale struct {
	Tag string `json:"locale"`

	Numbers    numberData              `json:"numbers"`
	Currencies currencyData            `json:"currencies"`
	Compact    map[string][]compactRow `json:"compact"`
	Units      map[string][3]variants  `json:"units"`
	Lists      map[string][4]string    `json:"lists"`
	Relative   map[string]relativeData `json:"relative"`
	Calendar   calendarData            `json:"calendar"`
	Zones      []zoneRow               `json:"zones"`
	Aliases    map[string]string       `json:"aliases"` // other names of time zones
}

type numberData struct {
	Decimal, Group, Minus, Plus, Exponent, Infinity, NaN string
	Primary, Secondary, MinimumGrouping                  int
	Percent, PercentSign                                 string
	Range, Approximately                                 string
}

type currencyData struct {
	Symbol, Letters signPatterns
	Name            variants
	List            map[string]currencyRow
}

type signPatterns struct{ Positive, Negative, Accounting string }

// variants are texts by plural category; "other" is always there.
type variants map[string]string

func (v variants) of(category string) string {
	if s, ok := v[category]; ok {
		return s
	}
	return v["other"]
}

type currencyRow struct {
	symbol, narrow string
	digits         int
	name           variants
}

// UnmarshalJSON reads [symbol, narrow symbol, digits, names].
func (c *currencyRow) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&c.symbol, &c.narrow, &c.digits, &c.name})
}

// compactRow says how a power of ten is written: with how many digits before the text, for "other" and "one".
type compactRow struct {
	digits     int
	other, one string
}

// UnmarshalJSON reads [digits, text, text for one].
func (c *compactRow) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, &[]any{&c.digits, &c.other, &c.one}); err != nil {
		return err
	}
	if c.one == "" {
		c.one = c.other
	}
	return nil
}

type relativeData struct {
	Future, Past variants
	Words        map[string]string
}

type zoneRow struct {
	ids                                                      string
	longStandard, shortStandard, longDaylight, shortDaylight string
	longGeneric, shortGeneric                                string
}

// UnmarshalJSON reads [ids, long, short, long in summer, short in summer, long generic, short generic].
func (z *zoneRow) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&z.ids, &z.longStandard, &z.shortStandard, &z.longDaylight, &z.shortDaylight, &z.longGeneric, &z.shortGeneric})
}

// DefaultLocale is used where nothing else is asked for or known.
const DefaultLocale = "en-US"

// loaders read each language once.
var loaders = func() map[string]func() *Locale {
	entries, err := files.ReadDir("data")
	if err != nil {
		panic("intl: " + err.Error())
	}
	table := map[string]func() *Locale{}
	for _, e := range entries {
		tag := strings.TrimSuffix(e.Name(), ".json")
		table[tag] = sync.OnceValue(func() *Locale { return read(tag) })
	}
	return table
}()

func read(tag string) *Locale {
	text, err := files.ReadFile("data/" + tag + ".json")
	l := &Locale{}
	if err == nil {
		err = json.Unmarshal(text, l)
	}
	if err != nil {
		panic(fmt.Sprintf("intl: the data of %s: %v", tag, err))
	}
	return l
}

// Lookup returns the data for a canonical language tag; false if there is none. A language without a region has the data
// of the country it is named after ("en" of en-US).
func Lookup(tag string) (*Locale, bool) {
	load, ok := loaders[tag]
	if !ok {
		load, ok = loaders[homes[tag]]
	}
	if !ok {
		return nil, false
	}
	return load(), true
}

// homes are the tags that mean the data of another one.
var homes = map[string]string{"en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "pt": "pt-BR", "nl": "nl-NL",
	"sv": "sv-SE", "ja": "ja-JP", "ko": "ko-KR", "zh": "zh-CN", "zh-Hans": "zh-CN", "zh-Hans-CN": "zh-CN"}

// Best returns the longest beginning of a tag that there is data for (BestAvailableLocale, ECMA-402 section 9.2.3).
func Best(tag string) (string, bool) {
	for tag != "" {
		if loaders[tag] != nil || homes[tag] != "" {
			return tag, true
		}
		i := strings.LastIndexByte(tag, '-')
		if i >= 2 && tag[i-2] == '-' {
			i -= 2
		}
		tag = tag[:max(i, 0)]
	}
	return "", false
}

// Language is the first subtag: "de".
func (l *Locale) Language() string {
	language, _, _ := strings.Cut(l.Tag, "-")
	return language
}

// Currencies returns the codes of the currencies, sorted.
func Currencies() []string { return keys(loaders[DefaultLocale]().Currencies.List) }

// Units returns the units, sorted, without those that are made of two.
func Units() []string {
	return slices.DeleteFunc(keys(loaders[DefaultLocale]().Units), func(s string) bool { return strings.Contains(s, "-per-") })
}

// TimeZones returns the names of the time zones, sorted.
func TimeZones() []string {
	var list []string
	for _, z := range loaders[DefaultLocale]().Zones {
		list = append(list, strings.Fields(z.ids)...)
	}
	list = slices.DeleteFunc(list, func(id string) bool { return id == "UTC" })
	slices.Sort(list)
	return list
}

func keys[V any](m map[string]V) []string {
	list := make([]string, 0, len(m))
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// Part is a piece of a formatted text; Source is "startRange", "endRange" or "shared" in a range, else "". Unit is the
// unit of the pieces of a duration.
type Part struct{ Type, Value, Source, Unit string }

// Text joins parts.
func Text(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Value)
	}
	return b.String()
}

// fill replaces the fields of a pattern, {name}, by what value makes of the name, and the rest by literals.
func fill(pattern string, value func(name string) []Part) []Part {
	var parts []Part
	for pattern != "" {
		before, rest, found := strings.Cut(pattern, "{")
		if before != "" {
			parts = append(parts, Part{Type: "literal", Value: before})
		}
		if !found {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		parts = append(parts, value(name)...)
		pattern = after
	}
	return parts
}
