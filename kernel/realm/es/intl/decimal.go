package intl

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Decimal is a number as it is written: 0.d₁d₂d₃… × 10^Exponent, d₁ not 0. Zero has no digits.
type Decimal struct {
	Negative bool
	Digits   string
	Exponent int
	NaN, Inf bool
}

// Float is the shortest decimal that reads as f.
func Float(f float64) Decimal {
	switch {
	case math.IsNaN(f):
		return Decimal{NaN: true}
	case math.IsInf(f, 0):
		return Decimal{Inf: true, Negative: f < 0}
	}
	d, _ := Parse(strconv.FormatFloat(f, 'e', -1, 64))
	d.Negative = math.Signbit(f)
	return d
}

// Big is an integer.
func Big(n *big.Int) Decimal {
	d, _ := Parse(n.String())
	return d
}

// Parse reads a decimal numeral of JavaScript: digits, a point, an exponent, a sign; exactly, however long.
func Parse(s string) (Decimal, bool) {
	d := Decimal{Negative: strings.HasPrefix(s, "-")}
	s = strings.TrimLeft(s, "+-")
	mantissa, exponent, hasExponent := strings.Cut(strings.ToLower(s), "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if strings.Trim(whole+fraction, "0123456789") != "" || whole+fraction == "" {
		return Decimal{}, false
	}
	d.Digits, d.Exponent = whole+fraction, len(whole)
	if hasExponent {
		e, err := strconv.Atoi(exponent)
		if err != nil {
			return Decimal{}, false
		}
		d.Exponent += e
	}
	return d.normal(), true
}

// normal drops zeros at both ends.
func (d Decimal) normal() Decimal {
	trimmed := strings.TrimLeft(d.Digits, "0")
	d.Exponent -= len(d.Digits) - len(trimmed)
	d.Digits = strings.TrimRight(trimmed, "0")
	if d.Digits == "" {
		d.Exponent = 0
	}
	return d
}

// IsZero reports whether d is zero of either sign.
func (d Decimal) IsZero() bool { return d.Digits == "" && !d.NaN && !d.Inf }

// shift multiplies by a power of ten.
func (d Decimal) shift(n int) Decimal {
	if d.Digits != "" {
		d.Exponent += n
	}
	return d
}

// magnitude is the power of ten of the first digit; 0 for zero.
func (d Decimal) magnitude() int {
	if d.Digits == "" {
		return 0
	}
	return d.Exponent - 1
}

// Compare orders finite numbers: -1, 0 or 1.
func (d Decimal) Compare(e Decimal) int {
	a, _ := new(big.Rat).SetString(d.plain())
	b, _ := new(big.Rat).SetString(e.plain())
	return a.Cmp(b)
}

func (d Decimal) plain() string {
	sign := ""
	if d.Negative {
		sign = "-"
	}
	return sign + "0" + d.Digits + "e" + strconv.Itoa(d.Exponent-len(d.Digits))
}

// round rounds to a multiple of increment × 10^place.
func (d Decimal) round(place, increment int, mode string) Decimal {
	if d.NaN || d.Inf || d.Digits == "" {
		return d
	}
	kept := d.Exponent - place // how many digits stay
	if kept >= len(d.Digits) && increment == 1 {
		return d
	}
	integer, rest := new(big.Int), "0"
	switch {
	case kept <= 0:
		rest = strings.Repeat("0", -kept) + d.Digits
	case kept >= len(d.Digits):
		integer.SetString(d.Digits+strings.Repeat("0", kept-len(d.Digits)), 10)
	default:
		integer.SetString(d.Digits[:kept], 10)
		rest = d.Digits[kept:]
	}
	step := big.NewInt(int64(increment))
	quotient, remainder := new(big.Int).QuoRem(integer, step, new(big.Int))
	if roundsUp(d.Negative, quotient.Bit(0) == 1, compareToHalf(remainder, rest, increment), mode) {
		quotient.Add(quotient, big.NewInt(1))
	}
	digits := quotient.Mul(quotient, step).String()
	out := Decimal{Negative: d.Negative, Digits: digits, Exponent: len(digits) + place}
	return out.normal()
}

// remainder is where what is cut off stands: nothing, less than half, half, more than half.
type remainder int

const (
	none remainder = iota
	less
	half
	more
)

// compareToHalf compares what is left, r.rest, with half of an increment.
func compareToHalf(r *big.Int, rest string, increment int) remainder {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(rest))), nil)
	left, _ := new(big.Int).SetString(rest, 10)
	left.Add(left, new(big.Int).Mul(r, scale))
	if left.Sign() == 0 {
		return none
	}
	switch left.Lsh(left, 1).Cmp(scale.Mul(scale, big.NewInt(int64(increment)))) {
	case -1:
		return less
	case 0:
		return half
	}
	return more
}

func roundsUp(negative, odd bool, r remainder, mode string) bool {
	switch mode {
	case "ceil":
		return r != none && !negative
	case "floor":
		return r != none && negative
	case "expand":
		return r != none
	case "trunc":
		return false
	case "halfCeil":
		return r == more || r == half && !negative
	case "halfFloor":
		return r == more || r == half && negative
	case "halfTrunc":
		return r == more
	case "halfEven":
		return r == more || r == half && odd
	}
	return r == more || r == half // halfExpand
}
