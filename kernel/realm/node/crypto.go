package node

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"math/big"

	"github.com/dop251/goja"
)

// HOW a native of crypto works
//
// js/internal/crypto/*.js checks arguments as Node does and knows Node's classes; the natives here know algorithms. Each
// native comes as a job:
//
//	native(undefined, …)   now: the value is returned, an error thrown
//	native(callback, …)    later: on the pool, then callback(err, value) as a scope of the poll phase (node-loop rule F6)
//
// A job is made on the loop goroutine, which reads the arguments; what it returns runs anywhere and touches no JavaScript;
// what that returns makes the value, on the loop goroutine again.
//
// Algorithms come from Go's crypto and golang.org/x/crypto. What those do not have is not listed by getHashes, getCiphers
// and getCurves and fails as an unknown name does: ARIA, Camellia, SM2, SM3, SM4, DSA, curves other than NIST's and 25519.

// cryptoJob does the work of a native; the value it returns is made by the second function.
type cryptoJob func() (value func() goja.Value, err error)

// cryptoNative reads the arguments behind the first. It panics with a refusal if they are wrong.
type cryptoNative func(a *arguments) cryptoJob

// cryptoError is an error as programs see it: OpenSSL's where Node shows OpenSSL's.
type cryptoError struct {
	class                          string // "Error", "TypeError", "RangeError"
	message, code, library, reason string
	stack                          []string
}

func (e *cryptoError) Error() string { return e.message }

func plainError(message string) error { return &cryptoError{class: "Error", message: message} }

func codedError(class, code, message string) error {
	return &cryptoError{class: class, message: message, code: code}
}

// openSSL is an error of OpenSSL's queue: number, library and reason as ERR_error_string writes them.
func openSSL(number uint32, library, reason, code string, stack ...string) error {
	return &cryptoError{class: "Error", message: fmt.Sprintf("error:%08X:%s::%s", number, library, reason), library: library, reason: reason,
		code: code, stack: stack}
}

// queued is openSSL with itself on the error stack.
func queued(number uint32, library, reason, code string) error {
	e := openSSL(number, library, reason, code).(*cryptoError)
	e.stack = []string{e.message}
	return e
}

var (
	errKeyLength       = codedError("RangeError", "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length")
	errUnsupportedKey  = queued(0x1E08010C, "DECODER routines", "unsupported", "ERR_OSSL_UNSUPPORTED")
	errNoSuchOperation = openSSL(0x03000096, "digital envelope routines", "operation not supported for this keytype",
		"ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE")
)

func invalidDigest(name string) error {
	return codedError("TypeError", "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: "+name)
}

// refusal is the panic of a native whose arguments are wrong: the error is thrown, also when there is a callback.
type refusal struct{ err error }

// cryptoRunner runs the natives of one realm.
type cryptoRunner struct {
	h       *Host
	failure goja.Callable // makes errors: js/internal/crypto/errors.js
}

// bindCrypto gives js/internal/crypto/native.js every native, and errors(failure).
func bindCrypto(h *Host, natives *goja.Object) {
	r := &cryptoRunner{h: h}
	h.function(natives, "errors", func(call goja.FunctionCall) goja.Value {
		r.failure = h.callable(call.Argument(0))
		return goja.Undefined()
	})
	for _, table := range []map[string]cryptoNative{randomNatives, hashNatives, derivationNatives, cipherNatives, keyNatives,
		signNatives, agreementNatives, certificateNatives} {
		for name, native := range table {
			h.function(natives, name, func(call goja.FunctionCall) goja.Value { return r.run(call, native) })
		}
	}
}

// job asks a native for its job.
func (r *cryptoRunner) job(native cryptoNative, a *arguments) cryptoJob {
	defer func() {
		switch x := recover().(type) {
		case nil:
		case refusal:
			panic(r.error(x.err))
		default:
			panic(x)
		}
	}()
	return native(a)
}

func (r *cryptoRunner) run(call goja.FunctionCall, native cryptoNative) goja.Value {
	a := &arguments{r.h, nil}
	if len(call.Arguments) > 1 {
		a.list = call.Arguments[1:]
	}
	job := r.job(native, a)
	callback, later := goja.AssertFunction(call.Argument(0))
	if !later {
		value, err := job()
		if err != nil {
			panic(r.error(err))
		}
		return valueOf(value)
	}
	send := r.h.Loop.Pending()
	r.h.pool.submit(func() {
		value, err := job()
		send(func() error {
			if err != nil {
				_, thrown := callback(goja.Undefined(), r.error(err))
				return thrown
			}
			_, thrown := callback(goja.Undefined(), goja.Null(), valueOf(value))
			return thrown
		})
	})
	return goja.Undefined()
}

func valueOf(make func() goja.Value) goja.Value {
	if make == nil {
		return goja.Undefined()
	}
	return make()
}

// error makes the JavaScript error of err.
func (r *cryptoRunner) error(err error) *goja.Object {
	var e *cryptoError
	if !errors.As(err, &e) {
		e = &cryptoError{class: "Error", message: err.Error(), code: "ERR_CRYPTO_OPERATION_FAILED"}
	}
	stack := make([]any, len(e.stack))
	for i, line := range e.stack {
		stack[i] = line
	}
	value := r.h.Runtime.ToValue
	return r.h.made(r.failure(goja.Undefined(), value(e.class), value(e.message), value(e.code), value(e.library), value(e.reason),
		r.h.Runtime.NewArray(stack...)))
}

// held is what a handle of Go's that JavaScript gives back is; anything else is the program's fault.
func held[T any](a *arguments, i int) T {
	v, ok := a.at(i).Export().(T)
	if !ok {
		panic(a.h.Runtime.NewTypeError("Illegal invocation"))
	}
	return v
}

// copied are the bytes of an argument that the job may keep: the program may change its buffer meanwhile.
func (a *arguments) copied(i int) []byte {
	return append([]byte{}, a.bytes(i)...)
}

// buffer makes the value of a job that has made bytes.
func (a *arguments) buffer(b []byte) func() goja.Value {
	return func() goja.Value { return a.h.arrayBuffer(b) }
}

func (a *arguments) value(v any) func() goja.Value {
	return func() goja.Value { return a.h.Runtime.ToValue(v) }
}

// now is the job of a native that is too quick to be worth a thread.
func now(value func() goja.Value, err error) cryptoJob {
	return func() (func() goja.Value, error) { return value, err }
}

// randomNatives: what needs chance.
var randomNatives = map[string]cryptoNative{
	// fill(view) fills a view with random bytes.
	"fill": func(a *arguments) cryptoJob {
		b := a.bytes(0)
		return func() (func() goja.Value, error) {
			_, err := rand.Read(b)
			return nil, err
		}
	},
	// prime(bits, safe, add or undefined, rem or undefined) makes a prime as bytes.
	"prime": func(a *arguments) cryptoJob {
		bits, safe, add, rem := int(a.int(0)), a.bool(1), a.copied(2), a.copied(3)
		return func() (func() goja.Value, error) {
			p, err := randomPrime(bits, safe, new(big.Int).SetBytes(add), new(big.Int).SetBytes(rem))
			if err != nil {
				return nil, err
			}
			return a.buffer(p.FillBytes(make([]byte, (bits+7)/8))), nil
		}
	},
	// checkPrime(bytes, checks)
	"checkPrime": func(a *arguments) cryptoJob {
		candidate, checks := new(big.Int).SetBytes(a.copied(0)), int(a.int(1))
		return func() (func() goja.Value, error) { return a.value(candidate.ProbablyPrime(max(checks, 20))), nil }
	},
	"timingSafeEqual": func(a *arguments) cryptoJob {
		return now(a.value(subtle.ConstantTimeCompare(a.bytes(0), a.bytes(1)) == 1), nil)
	},
}

// primeTries bounds the search for a prime that may not exist (add and rem say which residue it has).
const primeTries = 1 << 20

func randomPrime(bits int, safe bool, add, rem *big.Int) (*big.Int, error) {
	if !safe && add.Sign() == 0 {
		if bits == 1 {
			return nil, openSSL(0x0180007B, "bignum routines", "bits too small", "ERR_OSSL_BN_BITS_TOO_SMALL")
		}
		return rand.Prime(rand.Reader, bits)
	}
	one, two := big.NewInt(1), big.NewInt(2)
	for range primeTries {
		p, err := rand.Prime(rand.Reader, bits)
		if err != nil {
			return nil, err
		}
		if add.Sign() > 0 {
			p.Sub(p, new(big.Int).Mod(p, add))
			if rem.Sign() > 0 {
				p.Add(p, rem)
			} else {
				p.Add(p, one)
			}
			if p.BitLen() != bits || !p.ProbablyPrime(20) {
				continue
			}
		}
		if half := new(big.Int).Div(new(big.Int).Sub(p, one), two); !safe || half.ProbablyPrime(20) {
			return p, nil
		}
	}
	return nil, plainError("no such prime was found")
}
