// Package install puts kernelspecs where Jupyter looks for them: a folder with kernel.json and the logos, below one
// of Jupyter's data directories. It needs neither Jupyter nor Python, and it starts no kernel and reads none of
// Jupyter's configuration.
//
//	where, err := install.User(install.System())
//	dir, err := install.Install(install.JavaScript(exe, "0.1.0"), where)
//
//	~/.local/share/jupyter/kernels/loopbook/     dir
//	    kernel.json      argv, display_name, language, interrupt_mode, metadata
//	    logo-svg.svg     logo-64x64.png     logo-32x32.png
package install
