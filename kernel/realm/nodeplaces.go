package realm

import (
	"strings"

	"github.com/dop251/goja"
)

// Where Node's own JavaScript throws, Node shows the line of its source, and so do programs here: as measured in
// NodeVersion. The lines are those of the commonest errors; for the others the program's line stands there.
const (
	unhandledPlace  = "node:internal/process/promises:392\n      new UnhandledPromiseRejection(reason);\n      ^\n"
	rejectedPlace   = "node:internal/process/promises:394\n    triggerUncaughtException(err, true /* fromPromise */);\n    ^\n"
	mainModulePlace = "node:internal/modules/run_main:107\n    triggerUncaughtException(\n    ^\n"
	notFoundPlace   = "node:internal/modules/cjs/loader:1568\n  throw err;\n  ^\n"
	jsonPlace       = "node:internal/modules/cjs/loader:2075\n    throw err;\n    ^\n"
	importPlace     = "node:internal/modules/esm/resolve:272\n    throw new ERR_MODULE_NOT_FOUND(\n          ^\n"
	packagePlace    = "node:internal/modules/package_json_reader:331\n  throw new ERR_MODULE_NOT_FOUND(packageName, fileURLToPath(base), null);\n        ^\n"
	validatorPlace  = "node:internal/errors:543\n      throw error;\n      ^\n"
	emitPlace       = "node:events:505\n    throw er; // Unhandled 'error' event\n    ^\n"
	abortPlace      = "node:internal/abort_controller:274\n      throw this[kReason];\n      ^\n"
)

// microtaskError is what a callback of queueMicrotask threw: Node has forgotten where when it reports it.
type microtaskError struct{ error }

func (e microtaskError) Unwrap() error { return e.error }

// arrow is what is shown for a reason that does not say where it was made.
func (e rejection) arrow() string {
	if e.place != "" {
		return e.place
	}
	return rejectedPlace
}

// blame says which line of Node's throws e, and which frame of Node's is its innermost; "" if e knows better.
func (h *errorHook) blame(e *goja.Object, thrownAt, frame string) {
	if t := h.machine.Remembered(e); t != nil {
		t.Thrown = func() string { return thrownAt }
		t.Hidden = frame
	}
}

// nodePlace returns the line of Node's that throws o where ours did: in the internal module with this name, or in Go for
// "". "" is returned if that is not known.
func (r *Realm) nodePlace(module string, o *goja.Object) string {
	switch module {
	case "node:events":
		return emitPlace
	case "node:internal/abort_controller":
		return abortPlace
	}
	code, call := "", ""
	if o == nil || r.rt.Try(func() { code, call = propertyText(o, "code"), propertyText(o, "syscall") }) != nil {
		return ""
	}
	switch code {
	case "ERR_INVALID_ARG_TYPE", "ERR_INVALID_ARG_VALUE", "ERR_OUT_OF_RANGE":
		return validatorPlace
	case "ERR_MODULE_NOT_FOUND":
		if strings.HasPrefix(propertyText(o, "message"), "Cannot find package") {
			return packagePlace
		}
		return importPlace
	}
	return systemPlaces[call]
}

// systemPlaces are the lines that throw for a failed system call of a function like fs.statSync.
var systemPlaces = map[string]string{
	"open":    "node:fs:621\n  return binding.open(\n                 ^\n",
	"stat":    "node:fs:1794\n  const stats = binding.stat(\n                        ^\n",
	"scandir": "node:fs:1630\n  const result = binding.readdir(\n                         ^\n",
	"unlink":  "node:fs:2000\n  binding.unlink(getValidatedPath(path));\n          ^\n",
	"mkdir":   "node:fs:1410\n  const result = binding.mkdir(\n                         ^\n",
}
