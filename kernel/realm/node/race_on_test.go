//go:build race

package node_test

// raceDetector: the program under test is built with it, too.
const raceDetector = true
