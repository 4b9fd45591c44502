// Package kerneltest is a frontend in memory: a connection without sockets and a client that is stricter than any real
// one. It is for tests of package kernel and of whatever speaks through it; it is not for serving users.
//
//	client := kerneltest.Start(t, kernel.Config{}).Client()
//	x := client.Execute("console.log('a'); 1 + 1")
//	x.Text("stdout")   // "a\n"
//	x.Result()         // "2"
//
// Every message passes through wire's Encode and Decode, so signatures, JSON and frames are real. On arrival it is
// checked against what frontends reject (check.go) and against the order of an exchange: one busy, outputs, the reply,
// one idle, and after that nothing but late output.
package kerneltest
