package node

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"math/big"
)

// Keys as JSON Web Keys (RFC 7517, RFC 7518 section 6, RFC 8037), as raw bytes, and new ones.

var jwkParts = []string{"n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y"}

// toJWK returns names and values by turns, in the order in which Node writes them; kty and crv are JavaScript's to add.
func (m *keyMaterial) toJWK() ([]any, error) {
	switch k := m.public.(type) {
	case *rsa.PublicKey:
		parts := []any{"n", string(k.N.Bytes()), "e", string(big.NewInt(int64(k.E)).Bytes())}
		if key, ok := m.private.(*rsa.PrivateKey); ok {
			if len(key.Primes) != 2 {
				return nil, plainError("a key of more than two primes has no such form")
			}
			key.Precompute()
			parts = append(parts, "d", string(key.D.Bytes()), "p", string(key.Primes[0].Bytes()), "q", string(key.Primes[1].Bytes()),
				"dp", string(key.Precomputed.Dp.Bytes()), "dq", string(key.Precomputed.Dq.Bytes()), "qi", string(key.Precomputed.Qinv.Bytes()))
		}
		return parts, nil
	case *ecdsa.PublicKey:
		raw, err := k.Bytes()
		if err != nil {
			return nil, err
		}
		half := (len(raw) - 1) / 2
		parts := []any{"x", string(raw[1 : 1+half]), "y", string(raw[1+half:])}
		if key, ok := m.private.(*ecdsa.PrivateKey); ok {
			d, err := key.Bytes()
			if err != nil {
				return nil, err
			}
			parts = append(parts, "d", string(d))
		}
		return parts, nil
	}
	return m.octetsToJWK()
}

func (m *keyMaterial) octetsToJWK() ([]any, error) {
	raw, err := m.toRaw()
	if err != nil {
		return nil, err
	}
	switch key := m.private.(type) {
	case ed25519.PrivateKey:
		return []any{"d", string(key.Seed()), "x", string(raw)}, nil
	case *ecdh.PrivateKey:
		return []any{"d", string(key.Bytes()), "x", string(raw)}, nil
	}
	return []any{"x", string(raw)}, nil
}

// toRaw is the public part as bytes: the uncompressed point, or the 32 bytes of the 25519 curves.
func (m *keyMaterial) toRaw() ([]byte, error) {
	switch k := m.public.(type) {
	case *ecdsa.PublicKey:
		return k.Bytes()
	case ed25519.PublicKey:
		return k, nil
	case *ecdh.PublicKey:
		return k.Bytes(), nil
	}
	return nil, errNoKey
}

// fromRaw makes a public key of the curve that a JSON Web Key would name.
func fromRaw(curve string, raw []byte) (*keyMaterial, error) {
	switch curve {
	case "Ed25519":
		if len(raw) != ed25519.PublicKeySize {
			return nil, errNoKey
		}
		return publicKey(ed25519.PublicKey(raw)), nil
	case "X25519":
		key, err := ecdh.X25519().NewPublicKey(raw)
		if err != nil {
			return nil, errNoKey
		}
		return publicKey(key), nil
	}
	c := curveOf(curve)
	if c == nil {
		return nil, errInvalidCurve
	}
	point, err := pointOf(c, raw)
	if err != nil {
		return nil, errNoKey
	}
	return publicKey(point), nil
}

// fromJWK makes a key of its parts.
func fromJWK(private bool, kty, crv string, parts map[string][]byte) (*keyMaterial, error) {
	switch kty {
	case "RSA":
		return rsaFromJWK(private, parts)
	case "EC":
		return ecFromJWK(private, crv, parts)
	}
	if !private {
		return fromRaw(crv, parts["x"])
	}
	d := parts["d"]
	if crv == "Ed25519" && len(d) == ed25519.SeedSize {
		return privateKey(ed25519.NewKeyFromSeed(d)), nil
	}
	if crv == "X25519" {
		if key, err := ecdh.X25519().NewPrivateKey(d); err == nil {
			return privateKey(key), nil
		}
	}
	return nil, errNoKey
}

func rsaFromJWK(private bool, parts map[string][]byte) (*keyMaterial, error) {
	number := func(name string) *big.Int { return new(big.Int).SetBytes(parts[name]) }
	e := number("e")
	if !e.IsInt64() || e.Int64() > 1<<31-1 || len(parts["n"]) == 0 {
		return nil, errNoKey
	}
	public := rsa.PublicKey{N: number("n"), E: int(e.Int64())}
	if !private {
		return publicKey(&public), nil
	}
	key := &rsa.PrivateKey{PublicKey: public, D: number("d"), Primes: []*big.Int{number("p"), number("q")}}
	if err := key.Validate(); err != nil {
		return nil, errNoKey
	}
	key.Precompute()
	return privateKey(key), nil
}

func ecFromJWK(private bool, crv string, parts map[string][]byte) (*keyMaterial, error) {
	c := curveOf(crv)
	if c == nil {
		return nil, errInvalidCurve
	}
	size := (c.curve.Params().BitSize + 7) / 8
	point := []byte{4}
	for _, name := range []string{"x", "y"} {
		if len(parts[name]) == 0 || len(parts[name]) > size {
			return nil, errNoKey
		}
		point = append(point, new(big.Int).SetBytes(parts[name]).FillBytes(make([]byte, size))...)
	}
	public, err := ecdsa.ParseUncompressedPublicKey(c.curve, point)
	if err != nil {
		return nil, errNoKey
	}
	if !private {
		return publicKey(public), nil
	}
	if len(parts["d"]) > size {
		return nil, errNoKey
	}
	key, err := ecdsa.ParseRawPrivateKey(c.curve, new(big.Int).SetBytes(parts["d"]).FillBytes(make([]byte, size)))
	if err != nil || !key.PublicKey.Equal(public) {
		return nil, errNoKey
	}
	return privateKey(key), nil
}

// generateKey makes a new key pair: "rsa", "ec", "ed25519", "x25519".
func generateKey(kind string, bits int, exponent int64, curve string) (crypto.PrivateKey, error) {
	switch kind {
	case "rsa":
		return generateRSA(bits, exponent)
	case "ec":
		c := curveOf(curve)
		if c == nil {
			return nil, errInvalidCurve
		}
		return ecdsa.GenerateKey(c.curve, rand.Reader)
	case "ed25519":
		_, key, err := ed25519.GenerateKey(rand.Reader)
		return key, err
	}
	return ecdh.X25519().GenerateKey(rand.Reader)
}

// generateRSA makes keys with other public exponents than Go's 65537 itself.
func generateRSA(bits int, exponent int64) (*rsa.PrivateKey, error) {
	if exponent == 65537 {
		return rsa.GenerateKey(rand.Reader, bits)
	}
	e, one := big.NewInt(exponent), big.NewInt(1)
	if exponent < 3 || exponent&1 == 0 {
		return nil, openSSL(0x02000065, "rsa routines", "bad e value", "ERR_OSSL_RSA_BAD_E_VALUE")
	}
	for range primeTries {
		p, err := rand.Prime(rand.Reader, (bits+1)/2)
		if err != nil {
			return nil, err
		}
		q, err := rand.Prime(rand.Reader, bits/2)
		if err != nil {
			return nil, err
		}
		n := new(big.Int).Mul(p, q)
		phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
		d := new(big.Int).ModInverse(e, phi)
		if d == nil || n.BitLen() != bits || p.Cmp(q) == 0 {
			continue
		}
		key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: n, E: int(exponent)}, D: d, Primes: []*big.Int{p, q}}
		if err := key.Validate(); err != nil {
			return nil, err
		}
		key.Precompute()
		return key, nil
	}
	return nil, plainError("no such key was found")
}
