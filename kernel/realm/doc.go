// Package realm is one JavaScript world: a goja runtime, the event loop it lives on, the globals and modules that Node
// programs expect, and the notebook cells that run in it one after another and share it.
//
// It is not a Jupyter kernel: it knows nothing of messages or sockets. A cell comes in with the functions that take its
// output, and each piece of output finds its way back to the cell whose code caused it, however late.
//
//	r, err := realm.New(realm.Config{Dir: "."})
//	go r.Run(ctx)                                        // the loop goroutine; owns goja
//	r.Execute(&realm.Cell{Source: "1 + 1", Count: 1, Output: out, Done: func(o realm.Outcome) { … }})
//
// Where to start reading: cell.go (a cell from source to outcome), then jobs.go (how goja's promise jobs are made ours).
package realm
