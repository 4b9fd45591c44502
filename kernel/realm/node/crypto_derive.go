package node

import (
	"crypto/hkdf"
	"crypto/pbkdf2"

	"github.com/dop251/goja"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/scrypt"
)

// derivationNatives make keys of passwords and of other keys.
var derivationNatives = map[string]cryptoNative{
	// pbkdf2(password, salt, iterations, length, digest)
	"pbkdf2": func(a *arguments) cryptoJob {
		password, salt, iterations, length, name := string(a.bytes(0)), a.copied(1), int(a.int(2)), int(a.int(3)), a.text(4)
		make := digestOf(name).fixed()
		if make == nil {
			panic(refusal{invalidDigest(name)})
		}
		return func() (func() goja.Value, error) {
			if length == 0 {
				return a.buffer([]byte{}), nil
			}
			key, err := pbkdf2.Key(make, password, salt, iterations, length)
			return a.buffer(key), err
		}
	},
	// scrypt(password, salt, length, N, r, p, maxmem)
	"scrypt": func(a *arguments) cryptoJob {
		password, salt, length := a.copied(0), a.copied(1), int(a.int(2))
		n, r, p, limit := a.int(3), a.int(4), a.int(5), a.int(6)
		if err := scryptParameters(n, r, p, limit); err != nil {
			panic(refusal{err})
		}
		return func() (func() goja.Value, error) {
			if length == 0 {
				return a.buffer([]byte{}), nil
			}
			key, err := scrypt.Key(password, salt, int(n), int(r), int(p), length)
			return a.buffer(key), err
		}
	},
	// hkdf(digest, key, salt, info, length)
	"hkdf": func(a *arguments) cryptoJob {
		name, key, salt, info, length := a.text(0), a.copied(1), a.copied(2), string(a.bytes(3)), int(a.int(4))
		make := digestOf(name).fixed()
		switch {
		case make == nil:
			panic(refusal{invalidDigest(name)})
		case length > 255*make().Size():
			panic(refusal{errKeyLength})
		}
		return func() (func() goja.Value, error) {
			derived, err := hkdf.Key(make, key, salt, info, length)
			return a.buffer(derived), err
		}
	},
	// argon2(kind, message, nonce, parallelism, length, memory, passes): kinds "argon2i" and "argon2id".
	"argon2": func(a *arguments) cryptoJob {
		kind, message, nonce := a.text(0), a.copied(1), a.copied(2)
		lanes, length, memory, passes := uint8(a.int(3)), uint32(a.int(4)), uint32(a.int(5)), uint32(a.int(6))
		derive := argon2.IDKey
		if kind == "argon2i" {
			derive = argon2.Key
		}
		return func() (func() goja.Value, error) {
			return a.buffer(derive(message, nonce, passes, memory, lanes, length)), nil
		}
	},
}

// scryptParameters checks what OpenSSL checks: N is a power of two above one, and the tables fit into limit bytes.
func scryptParameters(n, r, p, limit int64) error {
	const invalid = "Invalid scrypt params"
	if n < 2 || n&(n-1) != 0 || r < 1 || p < 1 || p > (1<<30-1)/r {
		return codedError("RangeError", "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", invalid)
	}
	if used := 128*r*p + 32*r*(n+2)*4; used > limit {
		return codedError("RangeError", "ERR_CRYPTO_INVALID_SCRYPT_PARAMS",
			invalid+": error:030000AC:digital envelope routines::memory limit exceeded")
	}
	return nil
}
