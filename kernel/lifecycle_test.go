//go:build unix

package kernel_test

import (
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"loopbook/kernel/wire"
)

// What a cell starts beside its own code: processes, threads, servers. When does it end, and what becomes of them?

func TestALiveChildHoldsItsCell(t *testing.T) {
	_, client := javascript(t)
	x := client.Execute(`const { spawn } = require('child_process');
		const child = spawn('sh', ['-c', 'sleep 0.3; echo from the child']);
		child.stdout.on('data', (chunk) => console.log(String(chunk).trim()));
		child.on('close', (code) => console.log('closed', code));`)
	if want := "from the child\nclosed 0\n"; x.Text("stdout") != want || x.Status() != "ok" {
		t.Errorf("got %q, %s %+v", x.Text("stdout"), x.Status(), x.Err())
	}
}

func TestWhatAChildInheritsIsTheOutputOfItsCell(t *testing.T) {
	_, client := javascript(t)
	x := client.Execute(`const cp = require('child_process');
		cp.spawn('sh', ['-c', 'echo out; echo err >&2; cat'], { stdio: 'inherit' }).on('close', (code) => {
			console.log(code, cp.execSync('echo sync', { stdio: 'inherit' }), cp.execSync('echo returned').toString());
		});`)
	if want := "out\nsync\n0 null returned\n\n"; x.Text("stdout") != want {
		t.Errorf("stdout %q", x.Text("stdout"))
	}
	if x.Text("stderr") != "err\n" || x.Status() != "ok" {
		t.Errorf("stderr %q, %s %+v", x.Text("stderr"), x.Status(), x.Err())
	}
}

// What the server does belongs to the cell that made it, whoever asked for it.
func TestAListeningServerDoesNotHoldItsCell(t *testing.T) {
	_, client := javascript(t)
	start := time.Now()
	x := client.Execute("const server = require('net').createServer((c) => c.end('hello')).listen(0, () => console.log('listening')); 5")
	if x.Status() != "ok" || time.Since(start) > 5*time.Second {
		t.Fatalf("%s %+v after %v", x.Status(), x.Err(), time.Since(start))
	}
	y := client.Execute(`const socket = require('net').connect(server.address().port);
		socket.on('data', (d) => console.log(String(d))).on('close', () => server.close(() => console.log('closed')));
		await new Promise((resolve) => server.on('close', resolve)); 6`)
	if y.Text("stdout") != "hello\n" || y.Result() != "6" {
		t.Errorf("%q %q %+v", y.Text("stdout"), y.Result(), y.Err())
	}
	client.WaitFor("the first cell's last output", func(m *wire.Message) bool {
		return m.Header.MsgType == "stream" && strings.Contains(string(m.Content), "closed")
	})
	if want := "listening\nclosed\n"; x.Text("stdout") != want {
		t.Errorf("the first cell printed %q", x.Text("stdout"))
	}
}

func TestStopEndsTheCellNotItsChild(t *testing.T) {
	server, client := javascript(t)
	x := execute(client, "const child = require('child_process').spawn('sleep', ['1000']); console.log('go')")
	client.WaitOutput(x, "stream")
	server.Kernel.Interrupt()
	client.Await(x)
	if e := x.Err(); e == nil || e.EName != "KeyboardInterrupt" {
		t.Fatalf("%s %+v", x.Status(), e)
	}
	y := client.Execute("console.log(child.exitCode, child.kill()); await new Promise((resolve) => child.on('exit', resolve)); child.signalCode")
	if y.Text("stdout") != "null true\n" || y.Result() != "'SIGTERM'" {
		t.Errorf("%q %q %+v", y.Text("stdout"), y.Result(), y.Err())
	}
}

func TestStopInterruptsAChildThatIsWaitedFor(t *testing.T) {
	server, client := javascript(t)
	x := execute(client, "console.log('go'); require('child_process').execSync('sleep 1000')")
	client.WaitOutput(x, "stream")
	server.Kernel.Interrupt()
	client.Await(x)
	if e := x.Err(); e == nil || e.EName != "KeyboardInterrupt" {
		t.Fatalf("%s %+v", x.Status(), e)
	}
	if y := client.Execute("'alive'"); y.Result() != "'alive'" {
		t.Errorf("%q %+v", y.Result(), y.Err())
	}
}

func TestTheEndOfTheKernelEndsItsChildrenAndTheirs(t *testing.T) {
	_, client := javascript(t)
	x := client.Execute(`%%background
		const child = require('child_process').spawn('sh', ['-c', 'sleep 1000 & echo $! $$; wait']);
		await new Promise((resolve) => child.stdout.once('data', (chunk) => { console.log(String(chunk).trim()); resolve(); }))`)
	pids := strings.Fields(x.Text("stdout"))
	if len(pids) != 2 {
		t.Fatalf("%q %s %+v", x.Text("stdout"), x.Status(), x.Err())
	}
	client.Do(wire.Control, "shutdown_request", map[string]any{"restart": false})
	for _, text := range pids {
		pid, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		alive := true
		for deadline := time.Now().Add(5 * time.Second); alive && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
			alive = syscall.Kill(pid, 0) == nil && !isZombie(text)
		}
		if alive {
			t.Errorf("process %d outlived the kernel", pid)
		}
	}
}

func TestAWorkerWritesUnderItsCell(t *testing.T) {
	_, client := javascript(t)
	x := client.Execute(`const { Worker } = require('worker_threads');
		const w = new Worker("const { parentPort } = require('worker_threads'); console.log('in the worker'); parentPort.postMessage(2 + 3)", { eval: true });
		w.on('message', (m) => console.log('message', m)).on('exit', (code) => console.log('exit', code));`)
	for _, want := range []string{"in the worker\n", "message 5\n", "exit 0\n"} {
		if !strings.Contains(x.Text("stdout"), want) {
			t.Errorf("stdout %q, %s %+v", x.Text("stdout"), x.Status(), x.Err())
		}
	}
}

func TestAnErrorInAWorkerIsItsCells(t *testing.T) {
	_, client := javascript(t)
	x := client.Execute(`new (require('worker_threads').Worker)("throw new TypeError('in the worker')", { eval: true })`)
	if e := x.Err(); e == nil || e.EName != "TypeError" || e.EValue != "in the worker" {
		t.Errorf("%s %+v", x.Status(), e)
	}
}

func TestStopEndsTheThreadsOfACell(t *testing.T) {
	server, client := javascript(t)
	x := execute(client, `const { Worker } = require('worker_threads');
		const spin = new Worker("require('worker_threads').parentPort.postMessage('up'); for (;;);", { eval: true });
		spin.on('message', (m) => console.log(m)); await new Promise(() => setInterval(() => {}, 1000))`)
	client.WaitOutput(x, "stream")
	server.Kernel.Interrupt()
	client.Await(x)
	if e := x.Err(); e == nil || e.EName != "KeyboardInterrupt" {
		t.Fatalf("%s %+v", x.Status(), e)
	}
	if y := client.Execute("if (spin.threadId !== -1) await new Promise((resolve) => spin.on('exit', resolve)); spin.threadId"); y.Result() != "-1" {
		t.Errorf("%q %s %+v", y.Result(), y.Status(), y.Err())
	}
}

// A thread that waits for messages is like an idle port; a message on its way to it, and what it does then, is work of the
// cell that posted it.
func TestAWorkerThatWaitsDoesNotHoldItsCell(t *testing.T) {
	_, client := javascript(t)
	start := time.Now()
	x := client.Execute(`const { Worker } = require('worker_threads');
		const slow = new Worker("const { parentPort } = require('worker_threads'); parentPort.on('message', (m) => { for (const end = Date.now() + 200; Date.now() < end;); parentPort.postMessage(m * 2); })", { eval: true });
		slow.on('message', (m) => console.log('answer', m)); slow.postMessage(4);`)
	if x.Text("stdout") != "answer 8\n" || time.Since(start) > 8*time.Second {
		t.Errorf("%q after %v, %s %+v", x.Text("stdout"), time.Since(start), x.Status(), x.Err())
	}
	y := client.Execute("const { port1, port2 } = new MessageChannel(); port2.on('message', (m) => console.log(m)); port1.postMessage('here'); slow.postMessage(5)")
	if y.Text("stdout") != "here\n" || time.Since(start) > 8*time.Second {
		t.Errorf("%q after %v, %s %+v", y.Text("stdout"), time.Since(start), y.Status(), y.Err())
	}
	client.WaitFor("the answer to the second cell, under the first", func(m *wire.Message) bool { return strings.Contains(string(m.Content), "answer 10") })
}
