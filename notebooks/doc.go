// Package notebooks reads, executes, checks and writes .ipynb files, and makes pages of them. It executes them with
// the kernel itself, in process: it plays the frontend over a connection in memory, so no port is opened and no
// Jupyter is needed. It is not an editor, and it knows nothing of JavaScript.
//
//	nb, err := notebooks.Read("ordering.ipynb")
//	err = notebooks.Run(ctx, nb, notebooks.Options{})   // the outputs are in nb.Cells now
//	err = nb.Write("ordering.ipynb")
//
// The folder also holds the sample notebooks and, in examples, a larger set. Tests execute them and compare what they give
// with what is stored in them and with what Node prints.
package notebooks
