package realm

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
	"loopbook/kernel/realm/lower"
	"loopbook/kernel/realm/lower/syntax"
)

// Text that becomes code while a program runs: eval and the Function constructors take what a file may hold, so it is
// lowered first, and refused where V8 refuses it.

// evaluator makes functions of text, by one of the constructors that do.
type evaluator struct {
	r           *Realm
	name        string
	constructor *goja.Object
}

// functionHeads are the constructors that make functions of text, by the names of ECMA-262, with what their text begins
// with (section 20.2.1.1.1).
var functionHeads = map[string]string{
	"Function": "(function anonymous(", "GeneratorFunction": "(function* anonymous(",
	"AsyncFunction": "(async function anonymous(", "AsyncGeneratorFunction": "(async function* anonymous(",
}

// installEvaluation hooks eval and the constructors.
func (r *Realm) installEvaluation() error {
	for name, example := range map[string]string{
		"Function": "(function () {})", "GeneratorFunction": "(function* () {})", "AsyncFunction": "(async function () {})",
	} {
		v, err := r.rt.RunScript(internalPrefix+"evaluate", example+".constructor")
		if err != nil {
			return err
		}
		e := &evaluator{r, name, v.(*goja.Object)}
		if !r.errors.machine.Hook(e.constructor, e.hook) {
			return fmt.Errorf("goja's %s is no native constructor", name)
		}
		r.stacks.evaluators[e.constructor] = true
	}
	eval, ok := r.rt.Get("eval").(*goja.Object)
	if !ok || !r.errors.machine.Watch(eval, func(original inside.Call, call goja.FunctionCall) goja.Value {
		if len(call.Arguments) > 0 {
			call.Arguments = append([]goja.Value{r.scriptText(call.Arguments[0])}, call.Arguments[1:]...)
		}
		return original(call)
	}) {
		return errors.New("goja's eval is no native function")
	}
	r.stacks.evaluators[eval] = true
	if err := r.defineRegexpLiteral(); err != nil {
		return err
	}
	lowered := r.rt.ToValue(func(call goja.FunctionCall) goja.Value { return r.loweredText(call.Argument(0)) })
	return r.rt.GlobalObject().DefineDataProperty(lower.EvalName, lowered, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

// defineRegexpLiteral defines what stands for regular expressions that goja does not read.
func (r *Realm) defineRegexpLiteral() error {
	constructor, _ := r.rt.Get("RegExp").(*goja.Object)
	make := r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		o, err := r.rt.New(constructor, call.Arguments...)
		if err != nil {
			panic(err)
		}
		return o
	})
	return r.rt.GlobalObject().DefineDataProperty(lower.RegexpName, make, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

// loweredText is v, lowered if it is a text that goja cannot run as it is.
func (r *Realm) loweredText(v goja.Value) goja.Value {
	s, ok := v.(goja.String)
	if !ok {
		return v
	}
	if text, changed := r.lower(s.String()); changed {
		return r.rt.ToValue(text)
	}
	return v
}

// scriptText is loweredText for a text that stands alone, and is refused if V8 refuses it.
func (r *Realm) scriptText(v goja.Value) goja.Value {
	s, ok := v.(goja.String)
	if !ok {
		return v
	}
	text := s.String()
	if bad := misreadText(text); bad != nil {
		r.errors.thrown = func() string { return textArrow(text, bad) }
		panic(r.newError("SyntaxError", bad.Message))
	}
	return r.loweredText(v)
}

// maxEvaluated bounds how many texts are kept for what was made of them.
const maxEvaluated = 100

// lower lowers a text if goja cannot run it as it is.
func (r *Realm) lower(text string) (lowered string, changed bool) {
	lowered, at := r.lowering.Text(text)
	if at == nil {
		return text, false
	}
	if len(r.stacks.evaluated) >= maxEvaluated {
		r.stacks.evaluated = r.stacks.evaluated[1:]
	}
	r.stacks.evaluated = append(r.stacks.evaluated, &source{text: text, at: at})
	return lowered, true
}

// hook makes the constructor do what this file says, and note where its functions are made.
func (e *evaluator) hook(original inside.Constructor) inside.Constructor {
	return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
		f := e.function(original, args, newTarget)
		m := e.r.errors.machine
		if program := m.ProgramOf(f); program != nil {
			if caller := e.r.errors.capture(1, nil, false); len(caller) > 0 {
				e.r.stacks.noteOrigin(m.Source(program), caller[0])
			}
		}
		return f
	}
}

// function is CreateDynamicFunction.
func (e *evaluator) function(original inside.Constructor, args []goja.Value, newTarget *goja.Object) *goja.Object {
	text := make([]goja.Value, len(args))
	words := make([]string, len(args))
	for i, a := range args {
		text[i] = a.ToString()
		words[i] = text[i].String()
	}
	source := newFunctionText(e.name, words)
	if bad := source.problem(); bad != nil {
		panic(e.r.functionTextError(source, bad))
	}
	lowered, changed := e.r.lower(source.String())
	if original != nil && !changed {
		return original(text, newTarget)
	}
	v, err := e.r.rt.RunScript(evalName, lowered)
	if err != nil {
		panic(err)
	}
	f := v.(*goja.Object)
	if newTarget == nil || newTarget == e.constructor {
		return f
	}
	if proto, ok := newTarget.Get("prototype").(*goja.Object); ok {
		_ = f.SetPrototype(proto)
	}
	return f
}

// functionTextError is the SyntaxError of a constructor, with a frame for it as V8 has.
func (r *Realm) functionTextError(f functionText, bad *syntax.Error) *goja.Object {
	r.errors.builtin = true
	r.errors.thrown = func() string { return textArrow(f.String(), bad) }
	return r.newError("SyntaxError", bad.Message)
}

// functionText is the text of a function to be made.
type functionText struct{ head, parameters, body string }

// newFunctionText puts together what a constructor was given.
func newFunctionText(constructor string, args []string) functionText {
	f := functionText{head: functionHeads[constructor]}
	if n := len(args); n > 0 {
		f.parameters, f.body = strings.Join(args[:n-1], ","), args[n-1]
	}
	return f
}

func (f functionText) String() string { return f.head + f.parameters + "\n) {\n" + f.body + "\n})" }

// problem is why the text is no function. Parameters and body have to be right by themselves too, so that a text cannot
// close what it did not open.
func (f functionText) problem() *syntax.Error {
	if message := f.endsEarly(); message != "" {
		return &syntax.Error{Message: message}
	}
	return misreadText(f.String())
}

// misreadText is why text is no JavaScript, nil if it is.
func misreadText(text string) *syntax.Error {
	_, err := syntax.Parse(text, syntax.Options{})
	var bad *syntax.Error
	errors.As(err, &bad)
	return bad
}

func isJavaScript(text string) bool { return misreadText(text) == nil }

// endsEarly tells whether the parameters are not all of the parameter list that they begin: V8's message for that.
func (f functionText) endsEarly() string {
	if strings.TrimSpace(f.parameters) == "" || isJavaScript(f.head+f.parameters+"\n) {})") {
		return ""
	}
	if isJavaScript(f.head + f.parameters + "*/\n) {})") {
		return "Unexpected end of arg string"
	}
	for i, c := range f.parameters {
		if c != ')' && c != ' ' && c != '\n' {
			continue
		}
		list := strings.TrimSpace(f.parameters[:i])
		if list == "" && c != ')' || strings.HasSuffix(list, ",") {
			continue
		}
		if isJavaScript(f.head + list + ") {})") {
			return "Arg string terminates parameters early"
		}
	}
	return ""
}
