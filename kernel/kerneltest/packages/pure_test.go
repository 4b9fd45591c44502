package packages

import "testing"

// pure are packages that need nothing of the system: each is required and imported, and does its main job.
var pure = []string{"async", "lodash", "p-limit", "rxjs"}

func TestPurePackagesPrintWhatNodePrints(t *testing.T) {
	for _, name := range pure {
		t.Run(name, func(t *testing.T) { runAll(t, name) })
	}
}

func TestPurePackagesNode(t *testing.T) {
	for _, name := range pure {
		t.Run(name, func(t *testing.T) { runAllInNode(t, name) })
	}
}
