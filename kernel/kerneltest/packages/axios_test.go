package packages

import "testing"

func TestAxiosPrintsWhatNodePrints(t *testing.T) { runAll(t, "axios") }

func TestAxiosNode(t *testing.T) { runAllInNode(t, "axios") }
