package install

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the logos from their geometry")

// The mark: a notebook page with its rings, and on it the loop, an arrow that comes back to where it began.
// Every shape is written once here, in a square of 64 units; the SVG and both PNGs are made of it.

const logoSize = 64.0

var (
	ink   = color.NRGBA{0x2b, 0x2d, 0x5e, 0xff} // the page
	shade = color.NRGBA{0x1f, 0x20, 0x47, 0xff} // its binding
	steel = color.NRGBA{0xa9, 0xb2, 0xf0, 0xff} // the rings
	amber = color.NRGBA{0xff, 0xc9, 0x3c, 0xff} // the loop
	paper = color.NRGBA{0xff, 0xff, 0xff, 0xff} // the task it runs
)

type shape interface {
	svg(fill string) string
	has(x, y float64) bool
}

type layer struct {
	shape
	fill color.NRGBA
}

func logo() []layer {
	page := roundRect{8, 4, 50, 56, 10}
	layers := []layer{{page, ink}, {leftPart{page, 10}, shade}}
	for _, y := range []float64{14, 30, 46} {
		layers = append(layers, layer{roundRect{4, y, 12, 4, 2}, steel})
	}
	const cx, cy, r, w = 38, 33, 13.4, 5.2
	ring := arc{cx, cy, r, w, -28, 252}
	return append(layers,
		layer{ring, amber},
		layer{ring.head(7, 9.2), amber},
		layer{disc{cx, cy, 3.9}, paper})
}

type roundRect struct{ x, y, w, h, r float64 }

func (s roundRect) svg(fill string) string {
	return fmt.Sprintf(`<rect x="%g" y="%g" width="%g" height="%g" rx="%g" fill="%s"/>`, s.x, s.y, s.w, s.h, s.r, fill)
}

func (s roundRect) has(x, y float64) bool {
	dx := math.Max(math.Abs(x-s.x-s.w/2)-s.w/2+s.r, 0)
	dy := math.Max(math.Abs(y-s.y-s.h/2)-s.h/2+s.r, 0)
	return math.Hypot(dx, dy) <= s.r
}

// leftPart is the strip of width w at the left edge of a rounded rectangle; w is at least the radius.
type leftPart struct {
	roundRect
	width float64
}

func (s leftPart) svg(fill string) string {
	return fmt.Sprintf(`<path d="M%g %gV%gH%gA%g %g 0 0 1 %g %gV%gA%g %g 0 0 1 %g %gZ" fill="%s"/>`,
		s.x+s.width, s.y, s.y+s.h, s.x+s.r, s.r, s.r, s.x, s.y+s.h-s.r, s.y+s.r, s.r, s.r, s.x+s.r, s.y, fill)
}

func (s leftPart) has(x, y float64) bool { return x <= s.x+s.width && s.roundRect.has(x, y) }

type disc struct{ x, y, r float64 }

func (s disc) svg(fill string) string {
	return fmt.Sprintf(`<circle cx="%g" cy="%g" r="%g" fill="%s"/>`, s.x, s.y, s.r, fill)
}

func (s disc) has(x, y float64) bool { return math.Hypot(x-s.x, y-s.y) <= s.r }

// arc is a stroke of width w round (x, y), clockwise from one angle to another, in degrees from three o'clock.
type arc struct{ x, y, r, w, from, to float64 }

func (s arc) at(deg, r float64) (x, y float64) {
	sin, cos := math.Sincos(deg * math.Pi / 180)
	return round(s.x + r*cos), round(s.y + r*sin)
}

func (s arc) svg(fill string) string {
	x1, y1 := s.at(s.from, s.r)
	x2, y2 := s.at(s.to, s.r)
	return fmt.Sprintf(`<path d="M%g %gA%g %g 0 1 1 %g %g" fill="none" stroke="%s" stroke-width="%g" stroke-linecap="round"/>`,
		x1, y1, s.r, s.r, x2, y2, fill, s.w)
}

func (s arc) has(x, y float64) bool {
	deg := math.Mod(math.Atan2(y-s.y, x-s.x)*180/math.Pi-s.from+720, 360)
	if deg <= s.to-s.from {
		return math.Abs(math.Hypot(x-s.x, y-s.y)-s.r) <= s.w/2
	}
	x1, y1 := s.at(s.from, s.r)
	x2, y2 := s.at(s.to, s.r)
	return math.Min(math.Hypot(x-x1, y-y1), math.Hypot(x-x2, y-y2)) <= s.w/2
}

// head is the arrow head at the end of the arc: half its base, and its length.
func (s arc) head(half, length float64) triangle {
	x1, y1 := s.at(s.to, s.r-half)
	x2, y2 := s.at(s.to, s.r+half)
	x, y := s.at(s.to, s.r)
	sin, cos := math.Sincos(s.to * math.Pi / 180)
	return triangle{x1, y1, x2, y2, round(x - length*sin), round(y + length*cos)}
}

type triangle struct{ x1, y1, x2, y2, x3, y3 float64 }

func (s triangle) svg(fill string) string {
	return fmt.Sprintf(`<path d="M%g %gL%g %gL%g %gZ" fill="%s" stroke="%s" stroke-width="1.6" stroke-linejoin="round"/>`,
		s.x1, s.y1, s.x2, s.y2, s.x3, s.y3, fill, fill)
}

func (s triangle) has(x, y float64) bool {
	inside := true // corners are named clockwise on the screen
	near := math.Inf(1)
	for _, e := range [][4]float64{{s.x1, s.y1, s.x2, s.y2}, {s.x2, s.y2, s.x3, s.y3}, {s.x3, s.y3, s.x1, s.y1}} {
		dx, dy := e[2]-e[0], e[3]-e[1]
		if dx*(y-e[1])-dy*(x-e[0]) < 0 {
			inside = false
		}
		t := math.Max(0, math.Min(1, ((x-e[0])*dx+(y-e[1])*dy)/(dx*dx+dy*dy)))
		near = math.Min(near, math.Hypot(x-e[0]-t*dx, y-e[1]-t*dy))
	}
	return inside || near <= 0.8
}

func round(v float64) float64 { return math.Round(v*100) / 100 }

func logoSVG() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" width="%g" height="%g" role="img" aria-label="Loopbook">`+"\n",
		logoSize, logoSize, logoSize, logoSize)
	for _, l := range logo() {
		fmt.Fprintf(&b, "  %s\n", l.svg(fmt.Sprintf("#%02x%02x%02x", l.fill.R, l.fill.G, l.fill.B)))
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// logoPNG paints the layers at size pixels, each pixel the mean of 16 by 16 samples.
func logoPNG(t *testing.T, size int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			img.SetNRGBA(x, y, pixel(float64(x), float64(y), logoSize/float64(size)))
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pixel(px, py, scale float64) color.NRGBA {
	const n = 16
	var r, g, b, hits float64
	for i := range n * n {
		x := (px + (float64(i%n)+0.5)/n) * scale
		y := (py + (float64(i/n)+0.5)/n) * scale
		c, ok := sample(x, y)
		if !ok {
			continue
		}
		r, g, b, hits = r+float64(c.R), g+float64(c.G), b+float64(c.B), hits+1
	}
	if hits == 0 {
		return color.NRGBA{}
	}
	return color.NRGBA{uint8(r/hits + 0.5), uint8(g/hits + 0.5), uint8(b/hits + 0.5), uint8(255*hits/(n*n) + 0.5)}
}

func sample(x, y float64) (color.NRGBA, bool) {
	layers := logo()
	for i := len(layers) - 1; i >= 0; i-- {
		if layers[i].has(x, y) {
			return layers[i].fill, true
		}
	}
	return color.NRGBA{}, false
}

func TestLogosAreTheirGeometry(t *testing.T) {
	for name, want := range map[string][]byte{
		"logo-svg.svg":   logoSVG(),
		"logo-64x64.png": logoPNG(t, 64),
		"logo-32x32.png": logoPNG(t, 32),
	} {
		if *update {
			if err := os.WriteFile(name, want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".svg") && !bytes.Equal(got, want) {
			t.Errorf("%s is not what its geometry gives; run go test ./install -update\n%s", name, want)
		}
		if strings.HasSuffix(name, ".png") {
			samePicture(t, name, got, want)
		}
	}
}

// samePicture compares pixels, not bytes: the compressor may change with Go.
func samePicture(t *testing.T, name string, got, want []byte) {
	t.Helper()
	a, err := png.Decode(bytes.NewReader(got))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	b, err := png.Decode(bytes.NewReader(want))
	if err != nil {
		t.Fatal(err)
	}
	if a.Bounds() != b.Bounds() {
		t.Fatalf("%s is %v, want %v", name, a.Bounds(), b.Bounds())
	}
	for y := range b.Bounds().Dy() {
		for x := range b.Bounds().Dx() {
			if a.At(x, y) != b.At(x, y) {
				t.Fatalf("%s: pixel %d,%d is %v, want %v", name, x, y, a.At(x, y), b.At(x, y))
			}
		}
	}
}
