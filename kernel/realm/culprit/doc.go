// Package culprit finds the expression that an error is about, and writes it as V8 does in its messages:
//
//	s, _ := culprit.Read("let o = {}; o.a.b()")
//	step := s.Find("getPropCallee", "b", 14, false)   // goja failed there, its last mark being byte 14
//	culprit.Write(step.Node)                          // "o.a.b"
//
// goja says at which instruction it failed, and marks some instructions with a place in the text. Package syntax reads
// the text. This package connects the two: it walks the tree in the order in which goja's compiler emits instructions
// (steps.go), and so knows which node an instruction came from. It runs nothing and knows no values.
package culprit
