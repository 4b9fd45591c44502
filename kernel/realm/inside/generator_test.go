package inside

import (
	"testing"

	"github.com/dop251/goja"
)

func TestReturnRunsAFinallyBlockThatCatches(t *testing.T) {
	rt := goja.New()
	m, err := New(rt)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.RepairGenerators(); err != nil {
		t.Fatal(err)
	}
	v, err := rt.RunString(`
		const g = (function* () { try { yield 1 } finally { try { null.x } catch (e) { yield e.name } } })();
		g.next();
		[g.return(5).value, g.next().value, g.next().done].join()`)
	if err != nil {
		t.Fatal(err)
	}
	if got := v.String(); got != "TypeError,5,true" {
		t.Errorf("got %s", got)
	}
}
