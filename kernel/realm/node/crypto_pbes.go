package node

import (
	"bytes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"hash"
)

// Keys encrypted with a password: PBES2 of RFC 8018 around PKCS #8 (RFC 5958, section 3).

type encryptedKey struct {
	Algorithm pkix.AlgorithmIdentifier
	Data      []byte
}

type pbes2 struct{ Derivation, Encryption pkix.AlgorithmIdentifier }

type pbkdf2Parameters struct {
	Salt       []byte
	Iterations int
	KeyLength  int                      `asn1:"optional"`
	PRF        pkix.AlgorithmIdentifier `asn1:"optional"`
}

var (
	oidPBES2  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
	oidHMAC   = asn1.ObjectIdentifier{1, 2, 840, 113549, 2} // and a number: 7 SHA-1, 8 SHA-224 … 11 SHA-512
	oidAES    = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1}
	oid3DES   = asn1.ObjectIdentifier{1, 2, 840, 113549, 3, 7}
)

// passwordCiphers are the ciphers by their identifiers.
var passwordCiphers = map[string]string{
	oid3DES.String(): "des-ede3-cbc", oidAES.String() + ".2": "aes-128-cbc", oidAES.String() + ".22": "aes-192-cbc",
	oidAES.String() + ".42": "aes-256-cbc",
}

var passwordHashes = map[string]func() hash.Hash{
	"": sha1.New, oidHMAC.String() + ".7": sha1.New, oidHMAC.String() + ".8": sha256.New224, oidHMAC.String() + ".9": sha256.New,
	oidHMAC.String() + ".10": sha512.New384, oidHMAC.String() + ".11": sha512.New,
}

var errWrongPassphrase = openSSL(0x1C800064, "Provider routines", "bad decrypt", "ERR_OSSL_BAD_DECRYPT",
	"error:11800074:PKCS12 routines::pkcs12 cipherfinal error", "error:1C800064:Provider routines::bad decrypt",
	"error:11800074:PKCS12 routines::pkcs12 cipherfinal error", "error:1C800064:Provider routines::bad decrypt")

// maxIterations bounds what a stranger's key can make us compute: a few seconds.
const maxIterations = 10_000_000

// decryptPKCS8 returns the key inside, or der itself if it is not encrypted.
func (in *keyInput) decryptPKCS8(der []byte) ([]byte, error) {
	var outer encryptedKey
	if _, err := asn1.Unmarshal(der, &outer); err != nil || !outer.Algorithm.Algorithm.Equal(oidPBES2) {
		return der, nil
	}
	if !in.hasPassphrase {
		e := *errPassphrase.(*cryptoError)
		again := e.stack[1]
		e.stack = []string{e.stack[0], again, "error:1C80009F:Provider routines::unable to get passphrase", again, again}
		return nil, &e
	}
	var p pbes2
	var k pbkdf2Parameters
	var iv []byte
	if _, err := asn1.Unmarshal(outer.Algorithm.Parameters.FullBytes, &p); err != nil || !p.Derivation.Algorithm.Equal(oidPBKDF2) {
		return nil, errUnsupportedKey
	}
	if _, err := asn1.Unmarshal(p.Derivation.Parameters.FullBytes, &k); err != nil || k.Iterations < 1 || k.Iterations > maxIterations {
		return nil, errUnsupportedKey
	}
	if _, err := asn1.Unmarshal(p.Encryption.Parameters.FullBytes, &iv); err != nil {
		return nil, errUnsupportedKey
	}
	kind := cipherOf(passwordCiphers[p.Encryption.Algorithm.String()])
	make := passwordHashes[k.PRF.Algorithm.String()]
	if kind == nil || make == nil || len(iv) != kind.iv {
		return nil, errUnsupportedKey
	}
	key, err := pbkdf2.Key(make, string(in.passphrase), k.Salt, k.Iterations, kind.key)
	if err != nil {
		return nil, errUnsupportedKey
	}
	return decryptCBC(kind, key, iv, outer.Data)
}

func decryptCBC(kind *cipherKind, key, iv, data []byte) ([]byte, error) {
	c, err := newCoding(kind.name, false, key, iv, true, -1)
	if err != nil {
		return nil, err
	}
	head, err := c.update(data)
	if err != nil {
		return nil, err
	}
	tail, err := c.final()
	if err != nil {
		return nil, errWrongPassphrase
	}
	return append(head, tail...), nil
}

// passwordIterations is what OpenSSL takes.
const passwordIterations = 2048

// encryptKey encrypts a key: PKCS #8 with PBES2, the older forms as RFC 1421 does.
func encryptKey(block *pem.Block, name string, passphrase []byte) (*pem.Block, error) {
	kind := cipherOf(name)
	if kind == nil || kind.mode != "cbc" {
		return nil, codedError("Error", "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher")
	}
	if block.Type != "PRIVATE KEY" {
		old := map[string]x509.PEMCipher{"aes-128-cbc": x509.PEMCipherAES128, "aes-192-cbc": x509.PEMCipherAES192,
			"aes-256-cbc": x509.PEMCipherAES256, "des-ede3-cbc": x509.PEMCipher3DES}[kind.name]
		//lint:ignore SA1019 the format is old, and asked for
		return x509.EncryptPEMBlock(rand.Reader, block.Type, block.Bytes, passphrase, old)
	}
	salt, iv := make([]byte, 16), make([]byte, kind.iv)
	_, _ = rand.Read(salt)
	_, _ = rand.Read(iv)
	key, err := pbkdf2.Key(sha256.New, string(passphrase), salt, passwordIterations, kind.key)
	if err != nil {
		return nil, err
	}
	inner, err := kind.newBlock(key)
	if err != nil {
		return nil, err
	}
	data := append([]byte(nil), block.Bytes...)
	n := kind.block - len(data)%kind.block
	data = append(data, bytes.Repeat([]byte{byte(n)}, n)...)
	cipher.NewCBCEncrypter(inner, iv).CryptBlocks(data, data)
	der, err := marshalPBES2(kind, salt, iv, data)
	return &pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: der}, err
}

func marshalPBES2(kind *cipherKind, salt, iv, data []byte) ([]byte, error) {
	var oid asn1.ObjectIdentifier
	for id, name := range passwordCiphers {
		if name == kind.name {
			oid = parseOID(id)
		}
	}
	derivation, err := asn1.Marshal(pbkdf2Parameters{Salt: salt, Iterations: passwordIterations,
		PRF: pkix.AlgorithmIdentifier{Algorithm: append(append(asn1.ObjectIdentifier{}, oidHMAC...), 9), Parameters: asn1.NullRawValue}})
	if err != nil {
		return nil, err
	}
	start, err := asn1.Marshal(iv)
	if err != nil {
		return nil, err
	}
	parameters, err := asn1.Marshal(pbes2{
		pkix.AlgorithmIdentifier{Algorithm: oidPBKDF2, Parameters: asn1.RawValue{FullBytes: derivation}},
		pkix.AlgorithmIdentifier{Algorithm: oid, Parameters: asn1.RawValue{FullBytes: start}}})
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(encryptedKey{pkix.AlgorithmIdentifier{Algorithm: oidPBES2, Parameters: asn1.RawValue{FullBytes: parameters}}, data})
}

func parseOID(s string) (oid asn1.ObjectIdentifier) {
	n := 0
	for _, r := range s + "." {
		if r == '.' {
			oid, n = append(oid, n), 0
			continue
		}
		n = n*10 + int(r-'0')
	}
	return oid
}
