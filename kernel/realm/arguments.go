package realm

import (
	"fmt"
	"math/big"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// invalidArgument is Node's ERR_INVALID_ARG_TYPE for an argument that must be of one primitive type.
func (r *Realm) invalidArgument(name, want string, got goja.Value) *goja.Object {
	return r.newCodedError("TypeError", "ERR_INVALID_ARG_TYPE",
		fmt.Sprintf("The \"%s\" argument must be of type %s. Received %s", name, want, r.received(got)))
}

// received names a value as Node's argument errors do.
func (r *Realm) received(v goja.Value) string {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return fmt.Sprint(v)
	}
	o, ok := v.(*goja.Object)
	if !ok {
		s := r.inspectSafely(v)
		if len(s) > 28 {
			s = s[:25] + "..."
		}
		return "type " + typeOf(v) + " (" + s + ")"
	}
	if _, ok := goja.AssertFunction(o); ok {
		return strings.TrimSpace("function " + propertyText(o, "name"))
	}
	return "an instance of " + r.className(o)
}

// typeOf is the typeof operator for primitives.
func typeOf(v goja.Value) string {
	if _, ok := v.(*goja.Symbol); ok {
		return "symbol"
	}
	switch v.Export().(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case *big.Int:
		return "bigint"
	}
	return "number"
}

// newCodedSystemError is an error of the operating system as Node reports it.
func (r *Realm) newCodedSystemError(code, syscall, message string) *goja.Object {
	e := r.newError("Error", code+": "+message)
	_ = e.Set("code", code)
	_ = e.Set("syscall", syscall)
	return e
}

// value returns what a program catches for err.
func (r *Realm) value(err error) any {
	if v, _, ok := r.thrownValue(err); ok {
		return v
	}
	if isInterrupt(err) {
		return err
	}
	return r.newError("Error", err.Error())
}

// defineMethod gives o a native method that enumerates, under its name.
func (r *Realm) defineMethod(o *goja.Object, name string, fn func(goja.FunctionCall) goja.Value) error {
	f := r.rt.ToValue(fn).(*goja.Object)
	if err := f.DefineDataProperty("name", r.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	return o.Set(name, f)
}

// deepValue turns maps and slices into plain JavaScript objects and arrays, anything else into what goja makes of it.
func (r *Realm) deepValue(v any) goja.Value {
	switch v := v.(type) {
	case map[string]any:
		return r.fromJSON(v)
	case []string:
		items := make([]any, len(v))
		for i, s := range v {
			items[i] = s
		}
		return r.rt.NewArray(items...)
	}
	return r.rt.ToValue(v)
}

// absolute resolves a path of a program against its working directory.
func (r *Realm) absolute(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(r.cfg.Dir, path)
}

func itoa(i int) string { return strconv.Itoa(i) }

// atoi reads the digits that a regular expression has matched.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func bigInt(n int64) *big.Int { return big.NewInt(n) }

// version is the version of Loopbook, "dev" for a build outside a release.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

// dependencyVersion is the version of a module that is linked in.
func dependencyVersion(path string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, d := range info.Deps {
			if d.Path == path {
				return d.Version
			}
		}
	}
	return "unknown"
}
