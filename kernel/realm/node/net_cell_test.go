package node_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"loopbook/display"
	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/realm"
)

// notebook runs cells one after the other and remembers what each had printed by its end, and later.
type notebook struct {
	t     *testing.T
	realm *realm.Realm
	ended chan error
}

// page is the output of one cell.
type page struct {
	mu   sync.Mutex
	text strings.Builder
}

func (p *page) Stream(_, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text.WriteString(text)
}

func (p *page) Display(display.Bundle, bool) {}
func (p *page) ClearOutput(bool)             {}
func (p *page) Error(e *realm.Exception)     { p.Stream("stderr", "late "+e.Name+": "+e.Value+"\n") }

func (p *page) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

func openNotebook(t *testing.T) *notebook {
	t.Helper()
	r, err := realm.New(realm.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	n := &notebook{t, r, make(chan error, 1)}
	go func() { n.ended <- r.Run(context.Background()) }()
	return n
}

// cell runs source to its end and returns what it had printed by then.
func (n *notebook) cell(source string) (text string, p *page) {
	n.t.Helper()
	p = &page{}
	done := make(chan realm.Outcome, 1)
	n.realm.Execute(&realm.Cell{Source: source, Output: p, Done: func(o realm.Outcome) { done <- o }})
	select {
	case o := <-done:
		if o.Err != nil {
			n.t.Fatalf("%s: %s", o.Err.Name, o.Err.Value)
		}
	case <-time.After(20 * time.Second):
		n.t.Fatal("the cell does not end")
	}
	return p.String(), p
}

func (n *notebook) close() {
	n.realm.Close()
	<-n.ended
}

func TestCellOfAListeningServerEnds(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	n := openNotebook(t)
	defer n.close()
	start := time.Now()
	n.cell(`const net = require('net');
		globalThis.server = net.createServer((s) => { console.log('connection'); s.on('data', (d) => s.write('you said ' + d)); }).listen(0, '127.0.0.1');`)
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("a listening server held its cell for %v", d)
	}
}

func TestCellOfAClientWaitsForTheAnswer(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	n := openNotebook(t)
	defer n.close()
	_, first := n.cell(`const net = require('net');
		globalThis.server = net.createServer((s) => { console.log('connection'); s.on('data', (d) => setTimeout(() => s.write('you said ' + d), 100)); }).listen(0, '127.0.0.1');
		await require('events').once(server, 'listening');`)
	got, _ := n.cell(`globalThis.client = net.connect(server.address().port, '127.0.0.1');
		client.on('data', (d) => console.log(String(d)));
		client.write('hello');`)
	if want := "you said hello\n"; got != want {
		t.Errorf("by the end of the cell it had printed %q, want %q", got, want)
	}
	got, _ = n.cell(`client.write('again'); require('events').once(client, 'data').then(() => console.log('second'));`)
	if want := "second\n"; got != want {
		t.Errorf("by the end of the second cell it had printed %q, want %q", got, want)
	}
	if got := first.String(); got != "connection\n" {
		t.Errorf("the cell of the server shows %q", got)
	}
}

func TestCellShowsAWholeConversation(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	source, err := os.ReadFile("testdata/net/echo.js")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/net/echo.out")
	if err != nil {
		t.Fatal(err)
	}
	n := openNotebook(t)
	defer n.close()
	got := tools.Eventually(string(want), func() string { // how long an answered socket holds its cell is a matter of time
		out, _ := n.cell(string(source))
		return out
	})
	if got != string(want) {
		t.Errorf("by the end of the cell it had printed\n%s\nwant\n%s", got, want)
	}
}

func TestSocketsOfAClosedRealmAreGone(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	n := openNotebook(t)
	n.cell(`const net = require('net'); const tls = require('tls');
		const server = net.createServer((s) => s.resume()).listen(0, '127.0.0.1');
		await require('events').once(server, 'listening');
		for (let i = 0; i < 20; i++) { const c = net.connect(server.address().port, '127.0.0.1'); await require('events').once(c, 'connect'); }
		const silent = tls.connect(server.address().port, '127.0.0.1'); silent.on('error', () => {});
		await new Promise((resolve) => setTimeout(resolve, 50));`)
	n.close()
}
