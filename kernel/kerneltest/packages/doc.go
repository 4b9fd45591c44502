// Package packages runs packages of npm, as they are, under Loopbook and under real Node, and compares what programs that
// use them print. There is nothing in it but tests.
//
//	testdata/mysql2/*.js ──> Node ──> *.out        against a MariaDB that the test starts
//	                    └──> Loopbook ──> the same?
//
// The packages are looked for below .deps, where `make deps` puts them, or in the directory NODE_PACKAGES.
package packages
