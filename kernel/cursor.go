package kernel

// Cursor positions. The protocol counts Unicode code points since 5.2, JavaScript counts UTF-16 units; they differ
// behind every astral character (an emoji is one point, two units). VS Code sends UTF-16 all the same, with the same
// version number in its header, so a position may lie beyond the end of the code: it is clamped, never refused.

// utf16Cursor turns a position in code points into one in UTF-16 units.
func utf16Cursor(code string, points int) int {
	units := 0
	for _, r := range code {
		if points <= 0 {
			return units
		}
		points--
		units += utf16Len(r)
	}
	return units
}

// pointCursor turns a position in UTF-16 units into one in code points. Inside a surrogate pair it is the pair's start.
func pointCursor(code string, units int) int {
	points := 0
	for _, r := range code {
		if units -= utf16Len(r); units < 0 {
			return points
		}
		points++
	}
	return points
}

func utf16Len(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}
