package node

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding"
	"hash"
	"slices"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/blake2s"
	//lint:ignore SA1019 the hash is old, and asked for by name
	"golang.org/x/crypto/ripemd160"
)

// digestKind is one algorithm. Exactly one of the two makers is set.
type digestKind struct {
	name  string
	make  func() hash.Hash
	shake func() *sha3.SHAKE // of any length
	size  int                // bytes of the result, if the program does not say
}

func infallible(f func([]byte) (hash.Hash, error)) func() hash.Hash {
	return func() hash.Hash {
		d, err := f(nil)
		if err != nil {
			panic("node: a hash without key: " + err.Error())
		}
		return d
	}
}

// digests are the algorithms by the names that OpenSSL gives them, in lower case.
var digests = map[string]*digestKind{
	"md5":        {make: md5.New},
	"sha1":       {make: sha1.New},
	"sha224":     {make: sha256.New224},
	"sha256":     {make: sha256.New},
	"sha384":     {make: sha512.New384},
	"sha512":     {make: sha512.New},
	"sha512-224": {make: sha512.New512_224},
	"sha512-256": {make: sha512.New512_256},
	"sha3-224":   {make: func() hash.Hash { return sha3.New224() }},
	"sha3-256":   {make: func() hash.Hash { return sha3.New256() }},
	"sha3-384":   {make: func() hash.Hash { return sha3.New384() }},
	"sha3-512":   {make: func() hash.Hash { return sha3.New512() }},
	"ripemd160":  {make: ripemd160.New},
	"blake2b512": {make: infallible(blake2b.New512)},
	"blake2s256": {make: infallible(blake2s.New256)},
	"md5-sha1":   {make: func() hash.Hash { return &pair{md5.New(), sha1.New()} }},
	"shake128":   {shake: sha3.NewSHAKE128, size: 16},
	"shake256":   {shake: sha3.NewSHAKE256, size: 32},
}

// digestAliases are OpenSSL's other names.
var digestAliases = map[string]string{
	"RSA-MD5": "md5", "RSA-RIPEMD160": "ripemd160", "RSA-SHA1": "sha1", "RSA-SHA1-2": "sha1", "RSA-SHA224": "sha224",
	"RSA-SHA256": "sha256", "RSA-SHA3-224": "sha3-224", "RSA-SHA3-256": "sha3-256", "RSA-SHA3-384": "sha3-384",
	"RSA-SHA3-512": "sha3-512", "RSA-SHA384": "sha384", "RSA-SHA512": "sha512", "RSA-SHA512/224": "sha512-224",
	"RSA-SHA512/256": "sha512-256", "id-rsassa-pkcs1-v1_5-with-sha3-224": "sha3-224",
	"id-rsassa-pkcs1-v1_5-with-sha3-256": "sha3-256", "id-rsassa-pkcs1-v1_5-with-sha3-384": "sha3-384",
	"id-rsassa-pkcs1-v1_5-with-sha3-512": "sha3-512", "md5WithRSAEncryption": "md5", "ripemd": "ripemd160",
	"ripemd160WithRSA": "ripemd160", "rmd160": "ripemd160", "sha1WithRSAEncryption": "sha1", "sha224WithRSAEncryption": "sha224",
	"sha256WithRSAEncryption": "sha256", "sha384WithRSAEncryption": "sha384", "sha512-224WithRSAEncryption": "sha512-224",
	"sha512-256WithRSAEncryption": "sha512-256", "sha512WithRSAEncryption": "sha512", "ssl3-md5": "md5", "ssl3-sha1": "sha1",
}

// unlistedAliases work, too, but getHashes does not tell.
var unlistedAliases = map[string]string{
	"sha-1": "sha1", "sha-224": "sha224", "sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512", "sha2-224": "sha224",
	"sha2-256": "sha256", "sha2-384": "sha384", "sha2-512": "sha512", "sha512/224": "sha512-224", "sha512/256": "sha512-256",
	"shake-128": "shake128", "shake-256": "shake256", "blake2b-512": "blake2b512", "blake2s-256": "blake2s256", "ripemd-160": "ripemd160",
}

// digestNames returns what getHashes lists.
func digestNames() []string {
	var names []string
	for name := range digests {
		names = append(names, name)
	}
	for name := range digestAliases {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// digestOf finds an algorithm by any of its names, in any case; nil: there is none.
func digestOf(name string) *digestKind {
	lower := strings.ToLower(name)
	if base, ok := unlistedAliases[lower]; ok {
		lower = base
	}
	for alias, base := range digestAliases {
		if strings.EqualFold(alias, name) {
			lower = base
		}
	}
	if kind := digests[lower]; kind != nil {
		found := *kind
		found.name = lower
		return &found
	}
	return nil
}

// fixed returns the maker of a hash that HMAC and signatures can use; nil for none.
func (k *digestKind) fixed() func() hash.Hash {
	if k == nil {
		return nil
	}
	return k.make
}

// pair is MD5 and SHA-1 one after the other.
type pair struct{ a, b hash.Hash }

func (p *pair) Write(b []byte) (int, error) {
	_, _ = p.a.Write(b)
	return p.b.Write(b)
}
func (p *pair) Sum(b []byte) []byte { return p.b.Sum(p.a.Sum(b)) }
func (p *pair) Reset()              { p.a.Reset(); p.b.Reset() }
func (p *pair) Size() int           { return p.a.Size() + p.b.Size() }
func (p *pair) BlockSize() int      { return p.a.BlockSize() }

// digest is one computation: what createHash makes.
type digest struct {
	kind   *digestKind
	hash   hash.Hash
	shake  *sha3.SHAKE
	length int
	input  *bytes.Buffer // what was hashed, of algorithms whose state cannot be copied
}

// newDigest returns nil if there is no such algorithm; length < 0 is the usual one.
func newDigest(name string, length int) (*digest, error) {
	kind := digestOf(name)
	if kind == nil {
		return nil, nil
	}
	d := &digest{kind: kind, length: length}
	if kind.shake != nil {
		d.shake = kind.shake()
		if length < 0 {
			d.length = kind.size
		}
		return d, nil
	}
	d.hash = kind.make()
	if length >= 0 && length != d.hash.Size() {
		return nil, openSSL(0x030000B2, "digital envelope routines", "not XOF or invalid length", "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH")
	}
	_, copies := d.hash.(hash.Cloner)
	_, marshals := d.hash.(encoding.BinaryMarshaler)
	if !copies && !marshals {
		d.input = &bytes.Buffer{}
	}
	return d, nil
}

func (d *digest) write(b []byte) {
	if d.shake != nil {
		_, _ = d.shake.Write(b)
		return
	}
	_, _ = d.hash.Write(b)
	if d.input != nil {
		d.input.Write(b)
	}
}

func (d *digest) sum() []byte {
	if d.shake != nil {
		out := make([]byte, d.length)
		_, _ = d.shake.Read(out)
		return out
	}
	return d.hash.Sum(nil)
}

// clone makes a second computation that goes on from here.
func (d *digest) clone(length int) (*digest, error) {
	c, err := newDigest(d.kind.name, length)
	if err != nil {
		return nil, err
	}
	if d.shake != nil {
		state, err := d.shake.MarshalBinary()
		if err == nil {
			err = c.shake.UnmarshalBinary(state)
		}
		return c, err
	}
	if d.input != nil {
		c.write(d.input.Bytes())
		return c, nil
	}
	if from, ok := d.hash.(hash.Cloner); ok {
		copied, err := from.Clone()
		c.hash = copied
		return c, err
	}
	state, err := d.hash.(encoding.BinaryMarshaler).MarshalBinary()
	if err == nil {
		err = c.hash.(encoding.BinaryUnmarshaler).UnmarshalBinary(state)
	}
	return c, err
}

func (a *arguments) digest(i int) *digest { return held[*digest](a, i) }

// digestLength is an optional length: -1 for none.
func (a *arguments) digestLength(i int) int {
	if !a.given(i) {
		return -1
	}
	return int(a.int(i))
}

// input is the data of a string in an encoding, or of a view. It is shared with the view.
func (a *arguments) input(i int, encoding string) []byte {
	if s, ok := a.at(i).(goja.String); ok {
		return encode(s, encoding)
	}
	return a.bytes(i)
}

var hashNatives = map[string]cryptoNative{
	"hashes": func(a *arguments) cryptoJob {
		return now(func() goja.Value { return a.h.stringList(digestNames()) }, nil)
	},
	// hash(name, length or undefined) makes a computation; undefined if there is no such algorithm.
	"hash": func(a *arguments) cryptoJob {
		d, err := newDigest(a.text(0), a.digestLength(1))
		if d == nil {
			return now(nil, err)
		}
		return now(a.value(d), err)
	},
	"hashCopy": func(a *arguments) cryptoJob {
		d, err := a.digest(0).clone(a.digestLength(1))
		return now(a.value(d), err)
	},
	// hashUpdate(hash, string or view, encoding)
	"hashUpdate": func(a *arguments) cryptoJob {
		a.digest(0).write(a.input(1, a.text(2)))
		return now(nil, nil)
	},
	"hashDigest": func(a *arguments) cryptoJob { return now(a.buffer(a.digest(0).sum()), nil) },
	// hashOnce(name, length, view) is a whole hash as a job.
	"hashOnce": func(a *arguments) cryptoJob {
		d, err := newDigest(a.text(0), a.digestLength(1))
		if d == nil || err != nil {
			return now(nil, err)
		}
		data := a.copied(2)
		return func() (func() goja.Value, error) {
			d.write(data)
			return a.buffer(d.sum()), nil
		}
	},
	// hmac(name, key)
	"hmac": func(a *arguments) cryptoJob {
		make := digestOf(a.text(0)).fixed()
		if make == nil {
			return now(nil, invalidDigest(a.text(0)))
		}
		return now(a.value(&digest{hash: hmac.New(make, a.copied(1))}), nil)
	},
}

// strings makes an array.
func (h *Host) stringList(list []string) goja.Value {
	values := make([]any, len(list))
	for i, s := range list {
		values[i] = s
	}
	return h.Runtime.NewArray(values...)
}
