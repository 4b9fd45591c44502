package inspect_test

import (
	"fmt"

	"github.com/dop251/goja"

	"loopbook/display/inspect"
)

func Example() {
	rt := goja.New()
	ins := inspect.New(rt)
	_ = rt.Set("log", func(call goja.FunctionCall) goja.Value {
		line, err := ins.Format(call.Arguments, ins.Defaults())
		if err != nil {
			panic(err)
		}
		fmt.Println(line)
		return goja.Undefined()
	})
	_, err := rt.RunString(`
		class Point { constructor(x, y) { this.x = x; this.y = y; } }
		log('%s has %d points:', 'the map', 2, new Map([['a', new Point(1, 2)], ['b', Promise.resolve(new Point(3, 4))]]));
	`)
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// the map has 2 points: Map(2) {
	//   'a' => Point { x: 1, y: 2 },
	//   'b' => Promise { Point { x: 3, y: 4 } }
	// }
}
