package kernel_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"loopbook/kernel"
	"loopbook/kernel/kerneltest"
	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/wire"
)

// TestJavaScriptTranscripts runs every testdata/javascript/*.txtar against the real language.
func TestJavaScriptTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/javascript/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			client := kerneltest.Start(t, kernel.Config{Dir: t.TempDir()}).Client()
			kerneltest.Transcript(t, client, path, *update)
		})
	}
}

// TestTranscriptsNode lets real Node confirm what the cells of transcripts print, where the comment asks for it: one
// program for each cell, for they share no names.
func TestTranscriptsNode(t *testing.T) {
	node := tools.Node(t)
	files, err := filepath.Glob("testdata/javascript/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		comment, cells := kerneltest.Printed(t, path)
		if !strings.Contains(comment, "Node prints the same") {
			continue
		}
		for _, c := range cells {
			out, err := exec.Command(node, "-e", c.Source).Output()
			if err != nil || string(out) != c.Stdout {
				t.Errorf("%s: Node prints\n%s(%v), the transcript says\n%s", path, out, err, c.Stdout)
			}
		}
	}
}

// javascript runs a kernel for the real language.
func javascript(t *testing.T) (*kerneltest.Server, *kerneltest.Client) {
	t.Helper()
	s := kerneltest.Start(t, kernel.Config{Dir: t.TempDir()})
	return s, s.Client()
}

func TestJavaScriptPrintsAHundredThousandLinesInFewMessages(t *testing.T) {
	_, client := javascript(t)
	x := client.Execute("for (let i = 0; i < 100000; i++) console.log('line', i); 'end'")
	if got := len(x.Published("stream")); got >= 1000 {
		t.Errorf("%d stream messages", got)
	}
	if want := numbered(100_000); x.Text("stdout") != want {
		t.Errorf("%d bytes arrived, want %d", len(x.Text("stdout")), len(want))
	}
	if x.Result() != "'end'" {
		t.Errorf("result %q", x.Result())
	}
}

func TestInterruptStopsJavaScriptWhateverItDoes(t *testing.T) {
	server, client := javascript(t)
	client.Execute("var kept = 'kept'")
	for _, code := range []string{
		"console.log('go'); for (;;);",
		"console.log('go'); for (;;) { try { for (;;); } catch {} finally { } }",
		"console.log('go'); (function f() { Promise.resolve().then(f) })()",
		"console.log('go'); (function f() { process.nextTick(f) })()",
		"console.log('go'); (function f() { setImmediate(f) })()",
		"console.log('go'); setTimeout(() => {}, 1e6)",
		"console.log('go'); setInterval(() => {}, 1)",
		"console.log('go'); setTimeout(() => { for (;;); }, 1)",
		"console.log('go'); prompt('?')",
	} {
		for _, how := range []string{"message", "signal"} {
			x := execute(client, code, allowStdin)
			client.WaitOutput(x, "stream")
			if strings.Contains(code, "prompt") {
				client.Question(x)
			}
			if how == "message" {
				client.Do(wire.Control, "interrupt_request", nil)
			} else {
				server.Kernel.Interrupt()
			}
			client.Await(x)
			if e := x.Err(); x.Status() != "error" || e == nil || e.EName != "KeyboardInterrupt" {
				t.Errorf("%s, by %s: %q %+v", code, how, x.Status(), e)
			}
			if y := client.Execute("kept"); y.Result() != "'kept'" {
				t.Errorf("%s, by %s: then %q %+v", code, how, y.Result(), y.Err())
			}
		}
	}
}

func TestJavaScriptAsksForInput(t *testing.T) {
	_, client := javascript(t)
	x := execute(client, "console.log('before'); prompt('Name?') + prompt('Word?', { password: true }) + prompt('more?')", allowStdin)
	for _, want := range []wire.InputRequest{{Prompt: "Name?"}, {Prompt: "Word?", Password: true}, {Prompt: "more?"}} {
		client.WaitFor(want.Prompt, func(m *wire.Message) bool {
			var q wire.InputRequest
			return m.Header.MsgType == "input_request" && m.Unmarshal(&q) == nil && q == want
		})
		client.Answer(map[string]string{"Name?": "Ada", "Word?": "secret", "more?": "\x04"}[want.Prompt])
	}
	if client.Await(x); x.Result() != "'Adasecretnull'" || x.Text("stdout") != "before\n" {
		t.Errorf("got %q, printed %q, %+v", x.Result(), x.Text("stdout"), x.Err())
	}
	if e := client.Execute("prompt('?')").Err(); e == nil || !strings.Contains(e.EValue, "allow_stdin") {
		t.Errorf("without allow_stdin: %+v", e)
	}
}

func TestATimerPrintsUnderItsOwnCellWhileAnotherRuns(t *testing.T) {
	_, client := javascript(t)
	first := client.Execute("process.stdout.write('1'); globalThis.n = 0; setInterval(function () { console.log('late', n++); if (n == 3) clearInterval(this) }, 5).unref()")
	second := client.Execute("console.log('mine'); setTimeout(() => console.log('mine too'), 100)")
	client.WaitFor("late output", func(*wire.Message) bool { return true })
	if got := second.Text("stdout"); got != "mine\nmine too\n" {
		t.Errorf("the second cell printed %q", got)
	}
	if got := first.Text("stdout"); got != "1late 0\nlate 1\nlate 2\n" {
		t.Errorf("the first cell printed %q", got)
	}
}

func TestAnUncaughtErrorInATimerIsTheCellsOneError(t *testing.T) {
	_, client := javascript(t)
	x := client.Execute("setTimeout(() => { throw new RangeError('in a timer') }, 1); setTimeout(() => console.log('never'), 5); 1")
	if e := x.Err(); e == nil || e.EName != "RangeError" || x.Status() != "error" {
		t.Errorf("got %+v, reply %q", e, x.Status())
	}
	if got := kinds(x); len(got) != 2 {
		t.Errorf("published %v", got)
	}
	y := client.Execute("Promise.reject(new TypeError('nobody listens')); 1")
	if e := y.Err(); e == nil || e.EName != "TypeError" || y.Status() != "error" {
		t.Errorf("got %+v, reply %q", e, y.Status())
	}
}

func TestShutdownEndsABusyLoopInTime(t *testing.T) {
	for _, code := range []string{"console.log('go'); for (;;);", "console.log('go'); setInterval(() => {}, 1)", "console.log('go'); prompt('?')"} {
		server, client := javascript(t)
		client.WaitOutput(execute(client, code, allowStdin), "stream")
		server.Shutdown(true)
	}
}

func TestAnIntervalGivesWayToTheNextCell(t *testing.T) {
	_, client := javascript(t)
	x := execute(client, "setInterval(() => {}, 1).unref; var i = setInterval(() => {}, 1); 'first'")
	y := execute(client, "clearInterval(i); 'second'")
	client.Await(x)
	if client.Await(y); x.Result() != "'first'" || y.Result() != "'second'" {
		t.Errorf("got %q, %q, %+v", x.Result(), y.Result(), y.Err())
	}
}

func TestACommReachesJavaScriptAndBack(t *testing.T) {
	_, client := javascript(t)
	client.Execute(`Jupyter.comms.register('echo', (comm, data) => {
		comm.onmessage = (data, buffers) => { console.log(data, buffers.length); comm.send({ back: data }) };
		comm.onclose = () => console.log('closed');
	})`)
	client.Do(wire.Shell, "comm_open", map[string]any{"comm_id": "c", "target_name": "echo", "data": map[string]any{}})
	x := client.Do(wire.Shell, "comm_msg", map[string]any{"comm_id": "c", "data": map[string]any{"a": 1}}, []byte("b"))
	if x.Text("stdout") != "{ a: 1 } 1\n" || len(x.Published("comm_msg")) != 1 {
		t.Errorf("published %v, printed %q", kinds(x), x.Text("stdout"))
	}
	y := client.Do(wire.Shell, "comm_close", map[string]any{"comm_id": "c", "data": map[string]any{}})
	if y.Text("stdout") != "closed\n" {
		t.Errorf("published %v", kinds(y))
	}
	if z := client.Do(wire.Shell, "comm_open", map[string]any{"comm_id": "d", "target_name": "none", "data": map[string]any{}}); len(z.Published("comm_close")) != 1 {
		t.Errorf("published %v", kinds(z))
	}
}

// nbval executes every cell without storing it.
func TestCellsThatDoNotCountHaveNamesOfTheirOwn(t *testing.T) {
	_, client := javascript(t)
	client.Await(execute(client, "function f() { throw new Error('from the first') }", notInHistory))
	x := client.Await(execute(client, "f()", notInHistory))
	stack := strings.Join(x.Err().Traceback, "\n")
	for _, want := range []string{"Cell In[1]:1:22", "Cell In[2]:1:1"} {
		if !strings.Contains(stack, want) {
			t.Errorf("no %q in\n%s", want, stack)
		}
	}
}
