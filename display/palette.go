package display

import "loopbook/scheduler"

// An ink is the fixed pair of colours of one badge. All inks stand out from white as from black pages (3:1 at least),
// their letters from them (4.5:1), and from each other also to colour-blind eyes: palette_test.go computes it. Colour
// is never alone: each badge has a letter or a word.
type ink struct{ fill, text string }

var (
	grey   = ink{"#5e725d", "#fff"}
	red    = ink{"#d32704", "#fff"}
	purple = ink{"#a944a9", "#fff"}
	blue   = ink{"#4e61ed", "#fff"}
	green  = ink{"#0ba68c", "#000"}
	orange = ink{"#ed6e12", "#000"}
	violet = ink{"#9587ef", "#000"}
)

// A lane is how a queue is drawn.
type lane struct {
	letter string
	ink
}

var lanes = [scheduler.QueueCount]lane{
	scheduler.QueueScript:    {"S", grey},
	scheduler.QueueTick:      {"N", red},
	scheduler.QueuePromise:   {"P", purple},
	scheduler.QueueTimer:     {"T", blue},
	scheduler.QueueImmediate: {"I", green},
	scheduler.QueuePoll:      {"O", orange},
	scheduler.QueueClose:     {"C", violet},
}

// A mark is how a state or a level is shown: a word on a badge.
type mark struct {
	word, sign string // sign: in text
	ink
}

var states = map[scheduler.State]mark{
	scheduler.Fulfilled: {"fulfilled", "ok", green},
	scheduler.Rejected:  {"rejected", "x", red},
	scheduler.Pending:   {"pending", "...", violet},
}
