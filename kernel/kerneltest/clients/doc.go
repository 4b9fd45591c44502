// Package clients tests Loopbook with the programs people use it from: jupyter_client's conformance suite, nbclient,
// nbconvert, nbval, papermill, jupyter console, JupyterLab in a real browser, and the pair of libraries VS Code speaks
// to kernels with. It is tests only. The order of JavaScript is not tested here but beside the code that makes it; here
// the question is what arrives at a client, under which cell, and when.
//
// Each client is driven by a program in its own language, kept in testdata:
//
//	go test ./kernel/kerneltest/clients -run 'Interrupt/endless_loop'
//	    builds the kernel, installs it below a temporary prefix, and runs
//	testdata/interrupt_test.py        (pytest; each of its tests is a subtest here)
//	    in .deps/venv with KERNEL_NAME, JUPYTER_PATH … pointing to that prefix only
//
// What the machine does not have is skipped by name, or fails under REQUIRE_ALL=1 (package tools). When the tests are
// over, no process of the kernel may be left: that is a test too.
package clients
