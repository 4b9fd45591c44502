package node

import (
	"bytes"
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/subtle"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"strings"

	"github.com/dop251/goja"
)

// keyMaterial is what a KeyObject or CryptoKey stands for. It is never changed.
type keyMaterial struct {
	kind    string // "secret", "public", "private"
	secret  []byte
	public  crypto.PublicKey  // *rsa.PublicKey, *ecdsa.PublicKey, ed25519.PublicKey or *ecdh.PublicKey; also of private keys
	private crypto.PrivateKey // the same in private
}

func publicKey(k crypto.PublicKey) *keyMaterial { return &keyMaterial{kind: "public", public: k} }

func privateKey(k crypto.PrivateKey) *keyMaterial {
	m := &keyMaterial{kind: "private", private: k}
	switch k := k.(type) {
	case *rsa.PrivateKey:
		m.public = &k.PublicKey
	case *ecdsa.PrivateKey:
		m.public = &k.PublicKey
	case ed25519.PrivateKey:
		m.public = k.Public().(ed25519.PublicKey)
	case *ecdh.PrivateKey:
		m.public = k.PublicKey()
	}
	return m
}

// family is Node's asymmetricKeyType.
func (m *keyMaterial) family() string {
	switch m.public.(type) {
	case *rsa.PublicKey:
		return "rsa"
	case *ecdsa.PublicKey:
		return "ec"
	case ed25519.PublicKey:
		return "ed25519"
	case *ecdh.PublicKey:
		return "x25519"
	}
	return ""
}

// ecCurve is a curve under its names: OpenSSL's, the JSON Web Key's.
type ecCurve struct {
	name, jwk string
	curve     elliptic.Curve
	ecdh      ecdh.Curve // nil for P-224
}

var ecCurves = []ecCurve{
	{"prime256v1", "P-256", elliptic.P256(), ecdh.P256()},
	{"secp224r1", "P-224", elliptic.P224(), nil},
	{"secp384r1", "P-384", elliptic.P384(), ecdh.P384()},
	{"secp521r1", "P-521", elliptic.P521(), ecdh.P521()},
}

// curveOf finds a curve by either name; nil: there is none.
func curveOf(name string) *ecCurve {
	for i, c := range ecCurves {
		if strings.EqualFold(c.name, name) || strings.EqualFold(c.jwk, name) {
			return &ecCurves[i]
		}
	}
	return nil
}

func curveNamed(c elliptic.Curve) *ecCurve {
	if found := curveOf(c.Params().Name); found != nil {
		return found
	}
	return &ecCurve{name: c.Params().Name, jwk: c.Params().Name, curve: c}
}

// errInvalidCurve is what an unknown curve gets.
var errInvalidCurve = codedError("TypeError", "ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name")

// keyInput is the bytes of a key and how the program says they are to be read.
type keyInput struct {
	data          []byte
	format, kind  string // "pem", "der"; "pkcs1", "spki", "pkcs8", "sec1", ""
	passphrase    []byte
	hasPassphrase bool
}

// parsePrivate reads a private key.
func (in *keyInput) parsePrivate() (*keyMaterial, error) {
	if in.format == "der" {
		return in.parsePrivateDER(in.data, in.kind)
	}
	for rest := in.data; ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return nil, errUnsupportedKey
		}
		switch block.Type {
		case "PRIVATE KEY", "ENCRYPTED PRIVATE KEY":
			return in.parsePrivateDER(block.Bytes, "pkcs8")
		case "RSA PRIVATE KEY", "EC PRIVATE KEY":
			der, err := in.decryptPEM(block)
			if err != nil {
				return nil, err
			}
			return in.parsePrivateDER(der, map[string]string{"RSA PRIVATE KEY": "pkcs1", "EC PRIVATE KEY": "sec1"}[block.Type])
		}
	}
}

func (in *keyInput) parsePrivateDER(der []byte, kind string) (*keyMaterial, error) {
	var key crypto.PrivateKey
	var err error
	switch kind {
	case "pkcs1":
		key, err = x509.ParsePKCS1PrivateKey(der)
	case "sec1":
		key, err = x509.ParseECPrivateKey(der)
	default:
		if der, err = in.decryptPKCS8(der); err != nil {
			return nil, err
		}
		key, err = x509.ParsePKCS8PrivateKey(der)
	}
	if err != nil {
		return nil, keyDataError(err)
	}
	return privateKey(key), nil
}

// keyDataError is what data that is no key gets. OpenSSL has a text for each way to be wrong, Go one for all.
func keyDataError(err error) error {
	if strings.Contains(err.Error(), "insecure") {
		return plainError(err.Error())
	}
	return queued(0x0680008E, "asn1 encoding routines", "not enough data", "ERR_OSSL_ASN1_NOT_ENOUGH_DATA")
}

var errPassphrase = openSSL(0x07880109, "common libcrypto routines", "interrupted or cancelled", "ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED",
	"error:04800068:PEM routines::bad password read", "error:07880109:common libcrypto routines::interrupted or cancelled",
	"error:07880109:common libcrypto routines::interrupted or cancelled")

// decryptPEM reads the old encryption of RFC 1421.
func (in *keyInput) decryptPEM(block *pem.Block) ([]byte, error) {
	if block.Headers["DEK-Info"] == "" {
		return block.Bytes, nil
	}
	if !in.hasPassphrase {
		return nil, errPassphrase
	}
	//lint:ignore SA1019 the format is old, the keys are there
	der, err := x509.DecryptPEMBlock(block, in.passphrase)
	if err != nil {
		return nil, openSSL(0x1C800064, "Provider routines", "bad decrypt", "ERR_OSSL_BAD_DECRYPT",
			"error:04800065:PEM routines::bad decrypt", "error:1C800064:Provider routines::bad decrypt")
	}
	return der, nil
}

// parsePublic reads a public key, also out of a private one or a certificate.
func (in *keyInput) parsePublic() (*keyMaterial, error) {
	if in.format == "der" {
		return in.parsePublicDER(in.data, in.kind)
	}
	for rest := in.data; ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return nil, errUnsupportedKey
		}
		switch block.Type {
		case "PUBLIC KEY":
			return in.parsePublicDER(block.Bytes, "spki")
		case "RSA PUBLIC KEY":
			return in.parsePublicDER(block.Bytes, "pkcs1")
		case "CERTIFICATE":
			cert, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return nil, keyDataError(err)
			}
			return publicKey(cert.PublicKey), nil
		case "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY":
			m, err := in.parsePrivate()
			if err != nil {
				return nil, err
			}
			return publicKey(m.public), nil
		}
	}
}

var errReadKey = &cryptoError{class: "Error", message: "Failed to read asymmetric key", stack: []string{
	"error:0688010A:asn1 encoding routines::nested asn1 error", "error:06800066:asn1 encoding routines::bad object header",
	"error:0680009B:asn1 encoding routines::too long"}}

func (in *keyInput) parsePublicDER(der []byte, kind string) (*keyMaterial, error) {
	switch kind {
	case "pkcs1":
		if key, err := x509.ParsePKCS1PublicKey(der); err == nil {
			return publicKey(key), nil
		}
	case "spki":
		if key, err := x509.ParsePKIXPublicKey(der); err == nil {
			return publicKey(key), nil
		}
	default:
		if m, err := in.parsePrivateDER(der, kind); err == nil {
			return publicKey(m.public), nil
		}
	}
	if kind == "pkcs1" {
		if m, err := in.parsePrivateDER(der, kind); err == nil {
			return publicKey(m.public), nil
		}
	}
	return nil, errReadKey
}

// encoded writes a key in one of its forms.
func (m *keyMaterial) encoded(kind string) (der []byte, label string, err error) {
	if m.kind == "public" {
		if key, ok := m.public.(*rsa.PublicKey); ok && kind == "pkcs1" {
			return x509.MarshalPKCS1PublicKey(key), "RSA PUBLIC KEY", nil
		}
		der, err = x509.MarshalPKIXPublicKey(m.public)
		return der, "PUBLIC KEY", err
	}
	switch key := m.private.(type) {
	case *rsa.PrivateKey:
		if kind == "pkcs1" {
			return x509.MarshalPKCS1PrivateKey(key), "RSA PRIVATE KEY", nil
		}
	case *ecdsa.PrivateKey:
		if kind == "sec1" {
			der, err = x509.MarshalECPrivateKey(key)
			return der, "EC PRIVATE KEY", err
		}
	}
	der, err = x509.MarshalPKCS8PrivateKey(m.private)
	return der, "PRIVATE KEY", err
}

// export writes a key, encrypted if a cipher is given.
func (m *keyMaterial) export(format, kind, cipherName string, passphrase []byte) ([]byte, error) {
	der, label, err := m.encoded(kind)
	if err != nil {
		return nil, err
	}
	block := &pem.Block{Type: label, Bytes: der}
	if cipherName != "" {
		if block, err = encryptKey(block, cipherName, passphrase); err != nil {
			return nil, err
		}
	}
	if format == "der" {
		return block.Bytes, nil
	}
	return pem.EncodeToMemory(block), nil
}

// equal reports whether two keys are the same.
func (m *keyMaterial) equal(o *keyMaterial) bool {
	if m.kind != o.kind {
		return false
	}
	if m.kind == "secret" {
		return subtle.ConstantTimeCompare(m.secret, o.secret) == 1
	}
	a, _, errA := m.encoded("")
	b, _, errB := o.encoded("")
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

func (a *arguments) key(i int) *keyMaterial {
	return held[*keyMaterial](a, i)
}

func (a *arguments) keyInput(i int) *keyInput {
	in := &keyInput{data: a.copied(i), format: a.text(i + 1), hasPassphrase: a.given(i + 3)}
	if a.given(i + 2) {
		in.kind = a.text(i + 2)
	}
	if in.hasPassphrase {
		in.passphrase = a.copied(i + 3)
	}
	return in
}

func (a *arguments) material(m *keyMaterial, err error) cryptoJob {
	if err != nil {
		return now(nil, err)
	}
	return now(a.value(m), nil)
}

// keyNatives make, read and write keys.
var keyNatives = map[string]cryptoNative{
	"curves": func(a *arguments) cryptoJob {
		return now(func() goja.Value {
			return a.h.stringList([]string{"prime256v1", "secp224r1", "secp384r1", "secp521r1"})
		}, nil)
	},
	"keySecret": func(a *arguments) cryptoJob {
		return a.material(&keyMaterial{kind: "secret", secret: a.copied(0)}, nil)
	},
	// keyPrivate(data, format, type, passphrase), keyPublic(…)
	"keyPrivate": func(a *arguments) cryptoJob { return a.material(a.keyInput(0).parsePrivate()) },
	"keyPublic":  func(a *arguments) cryptoJob { return a.material(a.keyInput(0).parsePublic()) },
	"keyPublicOf": func(a *arguments) cryptoJob {
		return a.material(publicKey(a.key(0).public), nil)
	},
	"keyKind":   func(a *arguments) cryptoJob { return now(a.value(a.key(0).kind), nil) },
	"keyFamily": func(a *arguments) cryptoJob { return now(a.value(a.key(0).family()), nil) },
	"keyBytes":  func(a *arguments) cryptoJob { return now(a.buffer(append([]byte{}, a.key(0).secret...)), nil) },
	"keySize":   func(a *arguments) cryptoJob { return now(a.value(len(a.key(0).secret)), nil) },
	"keyEqual":  func(a *arguments) cryptoJob { return now(a.value(a.key(0).equal(a.key(1))), nil) },
	// keyDetails(key) is [modulus length, public exponent, curve].
	"keyDetails": func(a *arguments) cryptoJob {
		m := a.key(0)
		return now(func() goja.Value {
			switch k := m.public.(type) {
			case *rsa.PublicKey:
				return a.h.Runtime.NewArray(k.N.BitLen(), big.NewInt(int64(k.E)))
			case *ecdsa.PublicKey:
				return a.h.Runtime.NewArray(goja.Undefined(), goja.Undefined(), curveNamed(k.Curve).name)
			}
			return a.h.Runtime.NewArray()
		}, nil)
	},
	// keyExport(key, format, type, cipher or undefined, passphrase)
	"keyExport": func(a *arguments) cryptoJob {
		cipherName := ""
		if a.given(3) {
			cipherName = a.text(3)
		}
		out, err := a.key(0).export(a.text(1), a.text(2), cipherName, a.copied(4))
		if err != nil {
			return now(nil, err)
		}
		if a.text(1) == "pem" {
			return now(a.value(string(out)), nil)
		}
		return now(a.buffer(out), nil)
	},
	// keyToJWK(key) is [name, bytes, …]; keyFromJWK(private, kty, crv, parts as an array in the order of jwkParts)
	"keyToJWK": func(a *arguments) cryptoJob {
		parts, err := a.key(0).toJWK()
		return now(func() goja.Value {
			list := make([]any, len(parts))
			for i, p := range parts {
				if list[i] = p; i%2 == 1 {
					list[i] = a.h.Runtime.NewArrayBuffer([]byte(p.(string)))
				}
			}
			return a.h.Runtime.NewArray(list...)
		}, err)
	},
	"keyFromJWK": func(a *arguments) cryptoJob {
		parts := map[string][]byte{}
		for i, v := range a.h.elements(a.at(3)) {
			if !goja.IsUndefined(v) {
				parts[jwkParts[i]] = append([]byte{}, a.h.bytesOf(v)...)
			}
		}
		return a.material(fromJWK(a.bool(0), a.text(1), a.text(2), parts))
	},
	// keyFromRaw(curve, point) is a public key of raw bytes.
	"keyFromRaw": func(a *arguments) cryptoJob { return a.material(fromRaw(a.text(0), a.copied(1))) },
	"keyToRaw": func(a *arguments) cryptoJob {
		raw, err := a.key(0).toRaw()
		return now(a.buffer(raw), err)
	},
	// keyPair(type, bits, exponent, curve) is [public, private].
	"keyPair": func(a *arguments) cryptoJob {
		kind, bits, exponent, curve := a.text(0), int(a.int(1)), a.int(2), a.text(3)
		return func() (func() goja.Value, error) {
			key, err := generateKey(kind, bits, exponent, curve)
			if err != nil {
				return nil, err
			}
			m := privateKey(key)
			return func() goja.Value { return a.h.Runtime.NewArray(publicKey(m.public), m) }, nil
		}
	},
}

// errNoKey is what wrong parts of a key get; its users say better.
var errNoKey = errors.New("the parts make no key")
