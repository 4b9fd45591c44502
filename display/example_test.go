package display_test

import (
	"fmt"

	"loopbook/display"
)

func Example() {
	b := display.HTML("<b>42</b>", "42").With("application/json", map[string]any{"answer": 42}).Named("result")
	fmt.Println(b.Plain(), b.Check())
	fmt.Println(b.With("text/html", 42).Check())
	// Output:
	// 42 <nil>
	// the value of text/html must be a string, not a number
}
