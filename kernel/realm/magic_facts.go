package realm

import "loopbook/display"

// factsOf reads in the source of a cell what a trace cannot tell.
func factsOf(source string, typescript bool) display.Facts { return display.Facts{} }
