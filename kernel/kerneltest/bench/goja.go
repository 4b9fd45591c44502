//go:build ignore

// Command goja runs a JavaScript file on goja alone, and prints how many milliseconds that took: what loop.py compares
// Loopbook with where no host is needed. It is no package: `go build -o build/goja goja.go`.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/dop251/goja"
)

func main() {
	source, err := os.ReadFile(os.Args[1])
	if err == nil {
		rt := goja.New()
		began := time.Now()
		_, err = rt.RunString(string(source))
		fmt.Println(float64(time.Since(began)) / float64(time.Millisecond))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
