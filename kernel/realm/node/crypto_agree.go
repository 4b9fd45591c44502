package node

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"math/big"
	"sync"

	"github.com/dop251/goja"
)

// pointOf reads a point of a curve: uncompressed, hybrid or compressed (SEC 1, section 2.3.4).
func pointOf(c *ecCurve, raw []byte) (*ecdsa.PublicKey, error) {
	size := (c.curve.Params().BitSize + 7) / 8
	switch {
	case len(raw) == 1+2*size && (raw[0] == 6 || raw[0] == 7) && raw[0]&1 == raw[2*size]&1:
		raw = append([]byte{4}, raw[1:]...)
	case len(raw) == 1+size && (raw[0] == 2 || raw[0] == 3):
		x, y := elliptic.UnmarshalCompressed(c.curve, raw)
		if x == nil {
			return nil, errNoKey
		}
		raw = append(append([]byte{4}, x.FillBytes(make([]byte, size))...), y.FillBytes(make([]byte, size))...)
	}
	return ecdsa.ParseUncompressedPublicKey(c.curve, raw)
}

// pointBytes writes a point: form "uncompressed", "compressed" or "hybrid".
func pointBytes(p *ecdsa.PublicKey, form string) ([]byte, error) {
	raw, err := p.Bytes()
	if err != nil {
		return nil, err
	}
	parity := raw[len(raw)-1] & 1
	switch form {
	case "compressed":
		raw = raw[:1+(len(raw)-1)/2]
		raw[0] = 2 | parity
	case "hybrid":
		raw[0] = 6 | parity
	}
	return raw, nil
}

var errPoint = codedError("Error", "ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY", "Public key is not valid for specified curve")

// ecdhSecret is the common secret of two keys of one curve.
func ecdhSecret(private *ecdsa.PrivateKey, public *ecdsa.PublicKey) ([]byte, error) {
	if curveNamed(private.Curve).ecdh == nil {
		size := (private.Curve.Params().BitSize + 7) / 8
		//lint:ignore SA1019 crypto/ecdh does not have these curves
		x, _ := private.Curve.ScalarMult(public.X, public.Y, private.D.Bytes())
		return x.FillBytes(make([]byte, size)), nil
	}
	a, err := private.ECDH()
	if err != nil {
		return nil, err
	}
	b, err := public.ECDH()
	if err != nil {
		return nil, errPoint
	}
	return a.ECDH(b)
}

// sharedSecret is diffieHellman() of two keys whose types were compared.
func sharedSecret(private, public *keyMaterial) ([]byte, error) {
	switch a := private.private.(type) {
	case *ecdh.PrivateKey:
		if b, ok := public.public.(*ecdh.PublicKey); ok {
			secret, err := a.ECDH(b)
			if err != nil {
				return nil, openSSL(0x1C8000A9, "Provider routines", "failed during derivation", "ERR_OSSL_FAILED_DURING_DERIVATION")
			}
			return secret, nil
		}
	case *ecdsa.PrivateKey:
		if b, ok := public.public.(*ecdsa.PublicKey); ok && a.Curve == b.Curve {
			return ecdhSecret(a, b)
		}
	}
	return nil, openSSL(0x03000097, "digital envelope routines", "different parameters", "ERR_OSSL_EVP_DIFFERENT_PARAMETERS")
}

// ecdhKeys is what createECDH makes.
type ecdhKeys struct {
	curve   *ecCurve
	private *ecdsa.PrivateKey
	public  *ecdsa.PublicKey
}

func (k *ecdhKeys) setPrivate(raw []byte) error {
	size := (k.curve.curve.Params().BitSize + 7) / 8
	d := new(big.Int).SetBytes(raw)
	invalid := codedError("RangeError", "ERR_CRYPTO_INVALID_KEYTYPE", "Private key is not valid for specified curve.")
	if d.Sign() == 0 || d.Cmp(k.curve.curve.Params().N) >= 0 {
		return invalid
	}
	private, err := ecdsa.ParseRawPrivateKey(k.curve.curve, d.FillBytes(make([]byte, size)))
	if err != nil {
		return invalid
	}
	k.private, k.public = private, &private.PublicKey
	return nil
}

// dhKeys is what createDiffieHellman makes.
type dhKeys struct{ prime, generator, private, public *big.Int }

// generate makes what is missing: a private key, and always the public one.
func (k *dhKeys) generate() error {
	if k.private == nil {
		top := new(big.Int).Sub(k.prime, big.NewInt(2))
		if top.Sign() <= 0 {
			return openSSL(0x0280007E, "Diffie-Hellman routines", "modulus too small", "ERR_OSSL_DH_MODULUS_TOO_SMALL")
		}
		x, err := rand.Int(rand.Reader, top)
		if err != nil {
			return err
		}
		k.private = x.Add(x, big.NewInt(1))
	}
	k.public = new(big.Int).Exp(k.generator, k.private, k.prime)
	return nil
}

func (k *dhKeys) secret(other []byte) ([]byte, error) {
	y := new(big.Int).SetBytes(other)
	switch {
	case y.Cmp(big.NewInt(1)) <= 0:
		return nil, codedError("RangeError", "ERR_CRYPTO_INVALID_KEYLEN", "Supplied key is too small")
	case y.Cmp(new(big.Int).Sub(k.prime, big.NewInt(1))) >= 0:
		return nil, codedError("RangeError", "ERR_CRYPTO_INVALID_KEYLEN", "Supplied key is too large")
	case k.private == nil:
		return nil, codedError("Error", "ERR_CRYPTO_INVALID_STATE", "No private key - did you forget to generate one?")
	}
	size := (k.prime.BitLen() + 7) / 8
	return y.Exp(y, k.private, k.prime).FillBytes(make([]byte, size)), nil
}

// check is the number that verifyError is: flags of crypto.constants.
func (k *dhKeys) check() (flags int) {
	one := big.NewInt(1)
	if k.generator.Cmp(one) <= 0 || k.generator.Cmp(new(big.Int).Sub(k.prime, one)) >= 0 {
		flags |= 8
	}
	if k.prime.BitLen() < 512 {
		flags |= 128
	}
	if !k.prime.ProbablyPrime(20) {
		return flags | 1
	}
	if half := new(big.Int).Rsh(k.prime, 1); !half.ProbablyPrime(20) {
		flags |= 2
	}
	return flags
}

// dhGroups are the primes of RFC 2409 and RFC 3526: 2^n - 2^(n-64) - 1 + 2^64 * (floor(2^(n-130) * pi) + offset).
var dhGroups = map[string]struct {
	bits   uint
	offset int64
}{
	"modp1": {768, 149686}, "modp2": {1024, 129093}, "modp5": {1536, 741804}, "modp14": {2048, 124476}, "modp15": {3072, 1690314},
	"modp16": {4096, 240904}, "modp17": {6144, 929484}, "modp18": {8192, 4743158},
}

func dhPrime(bits uint, offset int64) *big.Int {
	power := func(n uint) *big.Int { return new(big.Int).Lsh(big.NewInt(1), n) }
	p := new(big.Int).Rsh(piDigits(), piBits-(bits-130))
	p.Add(p, big.NewInt(offset)).Lsh(p, 64)
	p.Add(p, power(bits)).Sub(p, power(bits-64)).Sub(p, big.NewInt(1))
	return p
}

const piBits = 8192

// piDigits is floor(pi * 2^piBits), by Machin's formula: pi = 16 arctan(1/5) - 4 arctan(1/239).
var piDigits = sync.OnceValue(func() *big.Int {
	const guard = 64
	arctan := func(n int64) *big.Int {
		sum, square := new(big.Int), big.NewInt(n*n)
		term := new(big.Int).Lsh(big.NewInt(1), piBits+guard)
		term.Div(term, big.NewInt(n))
		for k := int64(1); term.Sign() != 0; k += 2 {
			part := new(big.Int).Div(term, big.NewInt(k))
			if k&2 == 0 {
				sum.Add(sum, part)
			} else {
				sum.Sub(sum, part)
			}
			term.Div(term, square)
		}
		return sum
	}
	pi := new(big.Int).Mul(arctan(5), big.NewInt(16))
	pi.Sub(pi, new(big.Int).Mul(arctan(239), big.NewInt(4)))
	return pi.Rsh(pi, guard)
})

func (a *arguments) ecdh(i int) *ecdhKeys { return held[*ecdhKeys](a, i) }
func (a *arguments) dh(i int) *dhKeys     { return held[*dhKeys](a, i) }

func bigOf(b []byte) *big.Int { return new(big.Int).SetBytes(b) }

// numberOr is the value of a number, undefined for none.
func (a *arguments) numberOr(n *big.Int) cryptoJob {
	if n == nil {
		return now(nil, nil)
	}
	return now(a.buffer(n.Bytes()), nil)
}

var agreementNatives = map[string]cryptoNative{
	"sharedSecret": func(a *arguments) cryptoJob {
		private, public := a.key(0), a.key(1)
		return func() (func() goja.Value, error) {
			secret, err := sharedSecret(private, public)
			return a.buffer(secret), err
		}
	},
	"ecdh": func(a *arguments) cryptoJob {
		c := curveOf(a.text(0))
		if c == nil {
			return now(nil, errInvalidCurve)
		}
		return now(a.value(&ecdhKeys{curve: c}), nil)
	},
	"ecdhGenerate": func(a *arguments) cryptoJob {
		k := a.ecdh(0)
		key, err := ecdsa.GenerateKey(k.curve.curve, rand.Reader)
		if err == nil {
			k.private, k.public = key, &key.PublicKey
		}
		return now(nil, err)
	},
	"ecdhSecret": func(a *arguments) cryptoJob {
		k := a.ecdh(0)
		public, err := pointOf(k.curve, a.copied(1))
		if err != nil {
			return now(nil, errPoint)
		}
		if k.private == nil {
			return now(nil, codedError("Error", "ERR_CRYPTO_INVALID_STATE", "Invalid private key"))
		}
		secret, err := ecdhSecret(k.private, public)
		return now(a.buffer(secret), err)
	},
	// ecdhPublic(keys, form)
	"ecdhPublic": func(a *arguments) cryptoJob {
		k := a.ecdh(0)
		if k.public == nil {
			return now(nil, codedError("Error", "ERR_CRYPTO_OPERATION_FAILED", "Failed to get ECDH public key"))
		}
		raw, err := pointBytes(k.public, a.text(1))
		return now(a.buffer(raw), err)
	},
	"ecdhPrivate": func(a *arguments) cryptoJob {
		k := a.ecdh(0)
		if k.private == nil {
			return now(nil, codedError("Error", "ERR_CRYPTO_OPERATION_FAILED", "Failed to get ECDH private key"))
		}
		//lint:ignore SA1019 the number is what the program asks for, also of curves that Bytes does not know
		return a.numberOr(k.private.D)
	},
	"ecdhSetPrivate": func(a *arguments) cryptoJob { return now(nil, a.ecdh(0).setPrivate(a.copied(1))) },
	"ecdhSetPublic": func(a *arguments) cryptoJob {
		k := a.ecdh(0)
		public, err := pointOf(k.curve, a.copied(1))
		if err != nil {
			return now(nil, codedError("Error", "ERR_CRYPTO_OPERATION_FAILED", "Failed to convert Buffer to EC_POINT"))
		}
		k.public = public
		return now(nil, nil)
	},
	// ecdhConvert(curve, point, form)
	"ecdhConvert": func(a *arguments) cryptoJob {
		c := curveOf(a.text(0))
		if c == nil {
			return now(nil, errInvalidCurve)
		}
		public, err := pointOf(c, a.copied(1))
		if err != nil {
			return now(nil, codedError("Error", "ERR_CRYPTO_OPERATION_FAILED", "Failed to convert Buffer to EC_POINT"))
		}
		raw, err := pointBytes(public, a.text(2))
		return now(a.buffer(raw), err)
	},
	// dh(prime, generator)
	"dh": func(a *arguments) cryptoJob {
		return now(a.value(&dhKeys{prime: bigOf(a.copied(0)), generator: bigOf(a.copied(1))}), nil)
	},
	// dhOfSize(bits, generator) looks for a prime, as openssl dhparam does.
	"dhOfSize": func(a *arguments) cryptoJob {
		generator := bigOf(a.copied(1))
		add, rem := big.NewInt(12), big.NewInt(11)
		if generator.Int64() == 5 {
			add, rem = big.NewInt(60), big.NewInt(59)
		}
		p, err := randomPrime(int(a.int(0)), true, add, rem)
		return now(a.value(&dhKeys{prime: p, generator: generator}), err)
	},
	"dhGroup": func(a *arguments) cryptoJob {
		g, ok := dhGroups[a.text(0)]
		if !ok {
			return now(nil, codedError("Error", "ERR_CRYPTO_UNKNOWN_DH_GROUP", "Unknown DH group"))
		}
		return now(a.value(&dhKeys{prime: dhPrime(g.bits, g.offset), generator: big.NewInt(2)}), nil)
	},
	"dhCheck":    func(a *arguments) cryptoJob { return now(a.value(a.dh(0).check()), nil) },
	"dhGenerate": func(a *arguments) cryptoJob { return now(nil, a.dh(0).generate()) },
	"dhSecret": func(a *arguments) cryptoJob {
		secret, err := a.dh(0).secret(a.copied(1))
		return now(a.buffer(secret), err)
	},
	"dhPrime":      func(a *arguments) cryptoJob { return a.numberOr(a.dh(0).prime) },
	"dhGenerator":  func(a *arguments) cryptoJob { return a.numberOr(a.dh(0).generator) },
	"dhPublic":     func(a *arguments) cryptoJob { return a.numberOr(a.dh(0).public) },
	"dhPrivate":    func(a *arguments) cryptoJob { return a.numberOr(a.dh(0).private) },
	"dhSetPublic":  func(a *arguments) cryptoJob { a.dh(0).public = bigOf(a.copied(1)); return now(nil, nil) },
	"dhSetPrivate": func(a *arguments) cryptoJob { a.dh(0).private = bigOf(a.copied(1)); return now(nil, nil) },
}
