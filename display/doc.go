// Package display holds what a notebook shows besides text: MIME bundles, and the pictures made of a loop's trace
// (package scheduler): what ran when and why, which promise ended how, what looks wrong, what differs between two runs.
// It renders data to HTML, Markdown and text; it is not a JavaScript inspector (display/inspect is), records nothing
// (scheduler.Recorder does) and sends nothing (package kernel does).
//
//	b := display.HTML("<b>6 × 7 = 42</b>", "6 × 7 = 42")    // always with a text/plain for those who show no HTML
//	err := b.Check()                                        // what a frontend would choke on, in a sentence
//
//	b = display.Timeline(trace, display.TimelineOptions{})  // html + markdown + plain, all saying the same
//
// All pictures are pure functions: the same trace gives the same bytes, without clock, path or address. Each form has
// a cap in bytes. timeline.go begins with how they are drawn and why.
package display
