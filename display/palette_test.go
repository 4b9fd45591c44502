package display

import (
	"fmt"
	"math"
	"testing"
)

type rgb [3]float64 // linear light, 0 to 1

func parseColour(t *testing.T, s string) rgb {
	t.Helper()
	if len(s) == 4 {
		s = fmt.Sprintf("#%c%c%c%c%c%c", s[1], s[1], s[2], s[2], s[3], s[3])
	}
	var v [3]int
	if _, err := fmt.Sscanf(s, "#%02x%02x%02x", &v[0], &v[1], &v[2]); err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	var c rgb
	for i := range v {
		c[i] = linear(float64(v[i]) / 255)
	}
	return c
}

// linear undoes the transfer curve of sRGB (IEC 61966-2-1).
func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// contrast is the ratio of WCAG 2.
func contrast(a, b rgb) float64 {
	l := func(c rgb) float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] + 0.05 }
	return max(l(a), l(b)) / min(l(a), l(b))
}

// oklab is Björn Ottosson's space, in which distance is difference as seen.
func oklab(c rgb) rgb {
	l := math.Cbrt(0.4122214708*c[0] + 0.5363325363*c[1] + 0.0514459929*c[2])
	m := math.Cbrt(0.2119034982*c[0] + 0.6806995451*c[1] + 0.1073969566*c[2])
	s := math.Cbrt(0.0883024619*c[0] + 0.2817188376*c[1] + 0.6299787005*c[2])
	return rgb{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// distance in OKLab, times 100.
func distance(a, b rgb) float64 {
	a, b = oklab(a), oklab(b)
	return 100 * math.Sqrt((a[0]-b[0])*(a[0]-b[0])+(a[1]-b[1])*(a[1]-b[1])+(a[2]-b[2])*(a[2]-b[2]))
}

// How complete colour blindness sees, in linear light: Machado, Oliveira and Fernandes (2009), severity 1.
var eyes = map[string][3]rgb{
	"normal": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protan": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deutan": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritan": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

func seen(c rgb, eye [3]rgb) (s rgb) {
	for i := range s {
		v := eye[i][0]*c[0] + eye[i][1]*c[1] + eye[i][2]*c[2]
		s[i] = min(max(v, 0), 1)
	}
	return s
}

// R6
func TestInksStandOutFromEveryPageAndFromEachOther(t *testing.T) {
	pages := []string{"#fff", "#111", "#1f1f1f", "#212121", "#0d1117", "#000"}
	for _, l := range lanes {
		fill := parseColour(t, l.fill)
		if c := contrast(fill, parseColour(t, l.text)); c < 4.5 {
			t.Errorf("%s: its letter has %.2f", l.letter, c)
		}
		for _, page := range pages {
			if c := contrast(fill, parseColour(t, page)); c < 3-0.005 {
				t.Errorf("%s on %s: %.2f", l.letter, page, c)
			}
		}
	}
	for name, eye := range eyes {
		least := math.Inf(1)
		for i, a := range lanes {
			for _, b := range lanes[:i] {
				least = min(least, distance(seen(parseColour(t, a.fill), eye), seen(parseColour(t, b.fill), eye)))
			}
		}
		if least < 9 {
			t.Errorf("%s: two inks are only %.1f apart", name, least)
		}
		t.Logf("%s: at least %.1f apart", name, least)
	}
}
