// Package display holds what a notebook shows besides text: MIME bundles, and the pictures made of a loop's trace.
// It renders data to text, Markdown and HTML; it is not a JavaScript inspector (display/inspect is) and sends nothing
// (package kernel does).
//
//	b := display.HTML("<b>6 × 7 = 42</b>", "6 × 7 = 42")    // always with a text/plain for those who show no HTML
//	err := b.Check()                                        // what a frontend would choke on, in a sentence
package display
