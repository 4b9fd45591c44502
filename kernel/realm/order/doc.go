// Package order holds what Loopbook promises about order against real Node 24, one program at a time. It has no code of
// its own: its tests run programs as `loopbook` and as `node`, and compare.
//
//	testdata/rules   a program for each rule of the order, by its id, with what Node prints
//	testdata/steps   how many turns of the microtask queue each construct takes
//	testdata/found   programs that once differed, shrunk by the fuzzer
//	make fuzz-order  random programs under both, in fake time; what differs is shrunk to a few lines and kept there
//
// Fake time is what makes random timers worth comparing: in Node the clock is preloaded (testdata/clock.c), here it is
// a testing/synctest bubble. In both it stands still while JavaScript runs, unless it calls block, and jumps when the
// loop sleeps. So nothing depends on how fast the machine is, and an hour costs nothing.
package order
