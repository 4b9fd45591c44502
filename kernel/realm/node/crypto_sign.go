package node

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/asn1"
	"errors"
	"math/big"

	"github.com/dop251/goja"
)

// OpenSSL's numbers of paddings, as crypto.constants has them.
const (
	paddingPKCS1 = 1
	paddingNone  = 3
	paddingOAEP  = 4
	paddingPSS   = 6
)

// saltOfDigest and saltOfMost are lengths of salt that say which length it is.
const (
	saltOfDigest = -1
	saltOfMost   = -2
)

// signHashes are the digests as package crypto numbers them.
var signHashes = map[string]crypto.Hash{
	"md5": crypto.MD5, "sha1": crypto.SHA1, "sha224": crypto.SHA224, "sha256": crypto.SHA256, "sha384": crypto.SHA384,
	"sha512": crypto.SHA512, "sha512-224": crypto.SHA512_224, "sha512-256": crypto.SHA512_256, "sha3-224": crypto.SHA3_224,
	"sha3-256": crypto.SHA3_256, "sha3-384": crypto.SHA3_384, "sha3-512": crypto.SHA3_512, "ripemd160": crypto.RIPEMD160,
	"md5-sha1": crypto.MD5SHA1,
}

// signing is how something is signed.
type signing struct {
	digest  string // "" is the key's own
	padding int    // 0: the key's own
	salt    int
	raw     bool // ECDSA signatures as r and s (IEEE P1363), not as DER
}

var errWrongDigest = openSSL(0x1C80007A, "Provider routines", "invalid digest", "ERR_OSSL_INVALID_DIGEST")

// sum hashes the data.
func (s *signing) sum(data []byte) (crypto.Hash, []byte, error) {
	name := s.digest
	if name == "" {
		name = "sha256"
	}
	kind := digestOf(name)
	if kind.fixed() == nil {
		return 0, nil, invalidDigest(name)
	}
	h := kind.make()
	_, _ = h.Write(data)
	return signHashes[kind.name], h.Sum(nil), nil
}

func (s *signing) sign(m *keyMaterial, data []byte) ([]byte, error) {
	if key, ok := m.private.(ed25519.PrivateKey); ok {
		if s.digest != "" {
			return nil, errWrongDigest
		}
		return ed25519.Sign(key, data), nil
	}
	hash, sum, err := s.sum(data)
	if err != nil {
		return nil, err
	}
	switch key := m.private.(type) {
	case *rsa.PrivateKey:
		if s.padding != paddingPSS {
			return rsa.SignPKCS1v15(nil, key, hash, sum)
		}
		length, err := s.saltLength()
		if err != nil {
			return nil, err
		}
		signature, err := rsa.SignPSS(rand.Reader, key, hash, sum, &rsa.PSSOptions{SaltLength: length})
		if err != nil {
			return nil, openSSL(0x0200006E, "rsa routines", "data too large for key size", "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE")
		}
		return signature, nil
	case *ecdsa.PrivateKey:
		der, err := ecdsa.SignASN1(rand.Reader, key, sum)
		if err != nil || !s.raw {
			return der, err
		}
		return rawSignature(der, (key.Curve.Params().BitSize+7)/8)
	}
	return nil, errNoSuchOperation
}

func (s *signing) saltLength() (int, error) {
	switch s.salt {
	case saltOfDigest:
		return rsa.PSSSaltLengthEqualsHash, nil
	case saltOfMost:
		return rsa.PSSSaltLengthAuto, nil
	case 0:
		return 0, plainError("signing with a salt of no bytes is not implemented")
	}
	return s.salt, nil
}

func (s *signing) verify(m *keyMaterial, data, signature []byte) (bool, error) {
	if key, ok := m.public.(ed25519.PublicKey); ok {
		if s.digest != "" {
			return false, errWrongDigest
		}
		return ed25519.Verify(key, data, signature), nil
	}
	hash, sum, err := s.sum(data)
	if err != nil {
		return false, err
	}
	switch key := m.public.(type) {
	case *rsa.PublicKey:
		if s.padding != paddingPSS {
			return rsa.VerifyPKCS1v15(key, hash, sum, signature) == nil, nil
		}
		length := max(s.salt, 0) // 0 is any to Go
		if s.salt == saltOfDigest {
			length = rsa.PSSSaltLengthEqualsHash
		}
		return rsa.VerifyPSS(key, hash, sum, signature, &rsa.PSSOptions{SaltLength: length}) == nil, nil
	case *ecdsa.PublicKey:
		if s.raw {
			if signature, err = derSignature(signature, (key.Curve.Params().BitSize+7)/8); err != nil {
				return false, nil
			}
		}
		return ecdsa.VerifyASN1(key, sum, signature), nil
	}
	return false, errNoSuchOperation
}

type ecdsaSignature struct{ R, S *big.Int }

func rawSignature(der []byte, size int) ([]byte, error) {
	var s ecdsaSignature
	if _, err := asn1.Unmarshal(der, &s); err != nil {
		return nil, err
	}
	return append(s.R.FillBytes(make([]byte, size)), s.S.FillBytes(make([]byte, size))...), nil
}

func derSignature(raw []byte, size int) ([]byte, error) {
	if len(raw) != 2*size {
		return nil, errNoKey
	}
	return asn1.Marshal(ecdsaSignature{new(big.Int).SetBytes(raw[:size]), new(big.Int).SetBytes(raw[size:])})
}

var (
	errTooLarge = openSSL(0x0200006E, "rsa routines", "data too large for key size", "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE")
	errTooSmall = openSSL(0x0200007A, "rsa routines", "data too small for key size", "ERR_OSSL_RSA_DATA_TOO_SMALL_FOR_KEY_SIZE")
	errOAEP     = openSSL(0x02000079, "rsa routines", "oaep decoding error", "ERR_OSSL_RSA_OAEP_DECODING_ERROR")
	errModulus  = openSSL(0x02000084, "rsa routines", "data too large for modulus", "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_MODULUS")
	errOAEPHash = &cryptoError{class: "Error", message: "Invalid digest used", code: "ERR_OSSL_EVP_INVALID_DIGEST"}
	errBlock01  = openSSL(0x0200006A, "rsa routines", "block type is not 01", "ERR_OSSL_RSA_BLOCK_TYPE_IS_NOT_01",
		"error:030000EA:digital envelope routines::provider signature failure", "error:1C880004:Provider routines::RSA lib",
		"error:02000072:rsa routines::padding check failed")
)

// rsaCall is one of publicEncrypt, privateDecrypt, privateEncrypt, publicDecrypt.
type rsaCall struct {
	padding int
	digest  string
	label   []byte
	data    []byte
}

// power is the bare operation of RSA (RFC 8017, sections 5.1 and 5.2) on data of the modulus's length.
func (c *rsaCall) power(public *rsa.PublicKey, private *rsa.PrivateKey) ([]byte, error) {
	size := public.Size()
	switch {
	case len(c.data) < size:
		return nil, errTooSmall
	case len(c.data) > size:
		return nil, errTooLarge
	}
	x, e := new(big.Int).SetBytes(c.data), big.NewInt(int64(public.E))
	if private != nil {
		e = private.D
	}
	if x.Cmp(public.N) >= 0 {
		return nil, errModulus
	}
	return x.Exp(x, e, public.N).FillBytes(make([]byte, size)), nil
}

func (c *rsaCall) publicEncrypt(m *keyMaterial) ([]byte, error) {
	key, ok := m.public.(*rsa.PublicKey)
	if !ok {
		return nil, errNoSuchOperation
	}
	var out []byte
	var err error
	switch c.padding {
	case paddingNone:
		return c.power(key, nil)
	case paddingPKCS1:
		//lint:ignore SA1019 what the program asks for
		out, err = rsa.EncryptPKCS1v15(rand.Reader, key, c.data)
	default:
		make := digestOf(c.digest).fixed()
		if make == nil {
			return nil, errOAEPHash
		}
		out, err = rsa.EncryptOAEP(make(), rand.Reader, key, c.data, c.label)
	}
	if errors.Is(err, rsa.ErrMessageTooLong) {
		err = errTooLarge
	}
	return out, err
}

func (c *rsaCall) privateDecrypt(m *keyMaterial) ([]byte, error) {
	key, ok := m.private.(*rsa.PrivateKey)
	if !ok {
		return nil, errNoSuchOperation
	}
	switch c.padding {
	case paddingNone:
		return c.power(&key.PublicKey, key)
	case paddingPKCS1:
		return c.decryptPKCS1(key)
	}
	make := digestOf(c.digest).fixed()
	if make == nil {
		return nil, errOAEPHash
	}
	out, err := rsa.DecryptOAEP(make(), nil, key, c.data, c.label)
	if err != nil {
		return nil, errOAEP
	}
	return out, nil
}

// decryptPKCS1 answers wrong padding as OpenSSL 3.2 does, with bytes that follow from key and data and tell nothing.
func (c *rsaCall) decryptPKCS1(key *rsa.PrivateKey) ([]byte, error) {
	if len(c.data) != key.Size() {
		return nil, errTooLarge
	}
	//lint:ignore SA1019 what the program asks for
	out, err := rsa.DecryptPKCS1v15(nil, key, c.data)
	if err == nil {
		return out, nil
	}
	secret := sha256.Sum256(key.D.Bytes())
	mac := hmac.New(sha256.New, secret[:])
	_, _ = mac.Write(c.data)
	noise := mac.Sum(nil)
	return noise[:int(noise[31])%32], nil
}

func (c *rsaCall) privateEncrypt(m *keyMaterial) ([]byte, error) {
	key, ok := m.private.(*rsa.PrivateKey)
	if !ok {
		return nil, errNoSuchOperation
	}
	if c.padding == paddingNone {
		return c.power(&key.PublicKey, key)
	}
	out, err := rsa.SignPKCS1v15(nil, key, 0, c.data)
	if errors.Is(err, rsa.ErrMessageTooLong) {
		err = errTooLarge
	}
	return out, err
}

// publicDecrypt takes the padding of RFC 8017, section 9.2, away: 0, 1, at least eight 255, 0.
func (c *rsaCall) publicDecrypt(m *keyMaterial) ([]byte, error) {
	key, ok := m.public.(*rsa.PublicKey)
	if !ok {
		return nil, errNoSuchOperation
	}
	out, err := c.power(key, nil)
	if err != nil || c.padding == paddingNone {
		return out, err
	}
	if out[0] != 0 || out[1] != 1 {
		return nil, errBlock01
	}
	for i := 2; i < len(out); i++ {
		if out[i] == 0 && i >= 10 {
			return out[i+1:], nil
		}
		if out[i] != 255 {
			break
		}
	}
	return nil, errBlock01
}

func (a *arguments) signing(i int) *signing {
	s := &signing{padding: int(a.int(i + 1)), salt: saltOfMost, raw: a.bool(i + 3)}
	if a.given(i) {
		s.digest = a.text(i)
	}
	if a.given(i + 2) {
		s.salt = int(a.int(i + 2))
	}
	return s
}

// rsaJob makes the native of one of the four calls: (key, padding, digest, label or undefined, data).
func rsaJob(do func(*rsaCall, *keyMaterial) ([]byte, error)) cryptoNative {
	return func(a *arguments) cryptoJob {
		m, c := a.key(0), &rsaCall{padding: int(a.int(1)), digest: a.text(2), label: a.copied(3), data: a.copied(4)}
		return func() (func() goja.Value, error) {
			out, err := do(c, m)
			return a.buffer(out), err
		}
	}
}

var signNatives = map[string]cryptoNative{
	// sign(key, data, digest or undefined, padding, salt or undefined, raw)
	"sign": func(a *arguments) cryptoJob {
		m, data, s := a.key(0), a.copied(1), a.signing(2)
		return func() (func() goja.Value, error) {
			out, err := s.sign(m, data)
			return a.buffer(out), err
		}
	},
	// verify(key, data, digest or undefined, padding, salt or undefined, raw, signature)
	"verify": func(a *arguments) cryptoJob {
		m, data, s, signature := a.key(0), a.copied(1), a.signing(2), a.copied(6)
		return func() (func() goja.Value, error) {
			ok, err := s.verify(m, data, signature)
			return a.value(ok), err
		}
	},
	"digestExists":   func(a *arguments) cryptoJob { return now(a.value(digestOf(a.text(0)) != nil), nil) },
	"publicEncrypt":  rsaJob((*rsaCall).publicEncrypt),
	"privateDecrypt": rsaJob((*rsaCall).privateDecrypt),
	"privateEncrypt": rsaJob((*rsaCall).privateEncrypt),
	"publicDecrypt":  rsaJob((*rsaCall).publicDecrypt),
}
