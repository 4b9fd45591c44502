package node

import (
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// HOW TLS sits on a byteStream
//
// A TLSSocket begins with the connection of another stream, which it takes over (detach), or with a bridge to any Duplex
// of JavaScript (tls_bridge.go). Go's crypto/tls runs on top of it, and the result is a conn like any other: a pumped
// byteStream stands on it.
//
//	socket.write ──> byteStream ──> tls.Conn ──> TCP
//	                 pump, queue    handshake on a goroutine of its own
//
// The handshake ends in JavaScript, as in Node: whether the other side is who it should be is judged there
// (rejectUnauthorized, checkServerIdentity), from what tls_verify.go found, before anything the program writes is sent.

// secureContext is what tls.createSecureContext makes. It is never changed.
type secureContext struct {
	certificates []tls.Certificate
	authorities  *authorities // nil: those of the system
	partial      bool         // an authority need not be a root
	config       *tls.Config
}

// tlsVersions are the versions by Node's names.
var tlsVersions = map[string]uint16{"TLSv1": tls.VersionTLS10, "TLSv1.1": tls.VersionTLS11, "TLSv1.2": tls.VersionTLS12, "TLSv1.3": tls.VersionTLS13}

// tlsCiphers are the cipher suites up to TLS 1.2 by OpenSSL's names.
var tlsCiphers = map[string]uint16{
	"ECDHE-ECDSA-AES128-GCM-SHA256": tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
	"ECDHE-RSA-AES128-GCM-SHA256":   tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
	"ECDHE-ECDSA-AES256-GCM-SHA384": tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
	"ECDHE-RSA-AES256-GCM-SHA384":   tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
	"ECDHE-ECDSA-CHACHA20-POLY1305": tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
	"ECDHE-RSA-CHACHA20-POLY1305":   tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
	"ECDHE-ECDSA-AES128-SHA256":     tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,
	"ECDHE-RSA-AES128-SHA256":       tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
	"ECDHE-ECDSA-AES128-SHA":        tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
	"ECDHE-RSA-AES128-SHA":          tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
	"ECDHE-ECDSA-AES256-SHA":        tls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
	"ECDHE-RSA-AES256-SHA":          tls.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
	"AES128-GCM-SHA256":             tls.TLS_RSA_WITH_AES_128_GCM_SHA256,
	"AES256-GCM-SHA384":             tls.TLS_RSA_WITH_AES_256_GCM_SHA384,
	"AES128-SHA":                    tls.TLS_RSA_WITH_AES_128_CBC_SHA,
	"AES256-SHA":                    tls.TLS_RSA_WITH_AES_256_CBC_SHA,
}

// tlsCurves are the groups by OpenSSL's names.
var tlsCurves = map[string]tls.CurveID{"X25519": tls.X25519, "P-256": tls.CurveP256, "prime256v1": tls.CurveP256, "P-384": tls.CurveP384,
	"secp384r1": tls.CurveP384, "P-521": tls.CurveP521, "secp521r1": tls.CurveP521, "X25519MLKEM768": tls.X25519MLKEM768}

// newSecureContext(certs, keys, ca, minVersion, maxVersion, ciphers, curves, ticketKeys, partial): certs is a list of bytes; keys is
// one of bytes and passphrase by turns; ca is undefined or a list of bytes.
func (h *Host) newSecureContext(call goja.FunctionCall) (*secureContext, error) {
	ctx := &secureContext{config: &tls.Config{MinVersion: tlsVersions[call.Argument(3).String()], MaxVersion: tlsVersions[call.Argument(4).String()]}}
	keys, err := h.privateKeys(call.Argument(1))
	if err != nil {
		return nil, err
	}
	for _, v := range h.elements(call.Argument(0)) {
		c, err := certificateChain(h.bytesOf(v))
		if err != nil {
			return nil, err
		}
		if c.PrivateKey, err = keyFor(c, keys); err != nil {
			return nil, err
		}
		ctx.certificates = append(ctx.certificates, c)
	}
	if list := call.Argument(2); !goja.IsUndefined(list) {
		ctx.authorities = &authorities{roots: x509.NewCertPool()}
		for _, v := range h.elements(list) {
			ctx.authorities.add(h.bytesOf(v))
		}
	}
	if ctx.config.CipherSuites, err = cipherSuites(call.Argument(5).String()); err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(call.Argument(6).String(), ":") {
		if id, known := tlsCurves[name]; known {
			ctx.config.CurvePreferences = append(ctx.config.CurvePreferences, id)
		}
	}
	ctx.partial = call.Argument(8).ToBoolean()
	var ticket [32]byte
	if b := h.bytesOf(call.Argument(7)); len(b) > 0 {
		ticket = sha256.Sum256(b)
	} else {
		_, _ = rand.Read(ticket[:])
	}
	ctx.config.SetSessionTicketKeys([][32]byte{ticket})
	return ctx, nil
}

func (h *Host) privateKeys(list goja.Value) (keys []crypto.PrivateKey, err error) {
	pairs := h.elements(list)
	for i := 0; i+1 < len(pairs); i += 2 {
		in := &keyInput{data: h.bytesOf(pairs[i]), format: "pem"}
		if !goja.IsUndefined(pairs[i+1]) {
			in.passphrase, in.hasPassphrase = []byte(pairs[i+1].String()), true
		}
		m, err := in.parsePrivate()
		if err != nil {
			return nil, err
		}
		keys = append(keys, m.private)
	}
	return keys, nil
}

var errNoStartLine = openSSL(0x0480006C, "PEM routines", "no start line", "ERR_OSSL_PEM_NO_START_LINE")

// certificateChain reads a certificate and those behind it.
func certificateChain(data []byte) (c tls.Certificate, err error) {
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if strings.HasSuffix(block.Type, "CERTIFICATE") {
			c.Certificate = append(c.Certificate, block.Bytes)
		}
	}
	if len(c.Certificate) == 0 {
		return c, errNoStartLine
	}
	c.Leaf, err = x509.ParseCertificate(c.Certificate[0])
	return c, err
}

// keyFor finds the key of a certificate. That there is none at all is found in the handshake.
func keyFor(c tls.Certificate, keys []crypto.PrivateKey) (crypto.PrivateKey, error) {
	own, ok := c.Leaf.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	other := false // a key of the same kind, but another
	for _, k := range keys {
		signer, is := k.(crypto.Signer)
		if is && ok && own.Equal(signer.Public()) {
			return k, nil
		}
		other = other || is && reflect.TypeOf(signer.Public()) == reflect.TypeOf(c.Leaf.PublicKey)
	}
	if other {
		return nil, openSSL(0x05800074, "x509 certificate routines", "key values mismatch", "ERR_OSSL_X509_KEY_VALUES_MISMATCH")
	}
	return nil, nil
}

// authorities are who a context trusts.
type authorities struct {
	roots  *x509.CertPool
	others []*x509.Certificate // that somebody else vouches for
}

// add adds the certificates in data; what is none is nobody's authority.
func (a *authorities) add(data []byte) {
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		c, err := x509.ParseCertificate(block.Bytes)
		switch {
		case err != nil:
		case isSelfSigned(c):
			a.roots.AddCert(c)
		default:
			a.others = append(a.others, c)
		}
	}
}

// cipherSuites reads OpenSSL's list of ciphers: nil for Go's own choice.
func cipherSuites(list string) (ids []uint16, err error) {
	known := false
	for name := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ':' || r == ',' || r == ' ' }) {
		if id, ok := tlsCiphers[name]; ok && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		known = known || strings.HasPrefix(name, "TLS_") || tlsGroups[name] || strings.HasPrefix(name, "@")
	}
	if ids == nil && !known {
		return nil, openSSL(0x0A0000B9, "SSL routines", "no cipher match", "ERR_SSL_NO_CIPHER_MATCH")
	}
	return ids, nil
}

// tlsGroups are words of OpenSSL for many ciphers at once.
var tlsGroups = map[string]bool{"HIGH": true, "DEFAULT": true, "ALL": true, "COMPLEMENTOFDEFAULT": true, "kRSA": true, "ECDHE": true,
	"ECDSA": true, "AES": true, "AESGCM": true, "CHACHA20": true, "aRSA": true, "aECDSA": true, "kEECDH": true, "EECDH": true, "MEDIUM": true, "RSA": true}

// systemRoots are the authorities of the system, with those of NODE_EXTRA_CA_CERTS.
var systemRoots = sync.OnceValue(func() *authorities {
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if extra := os.Getenv("NODE_EXTRA_CA_CERTS"); extra != "" {
		if b, err := os.ReadFile(extra); err == nil {
			pool.AppendCertsFromPEM(b)
		}
	}
	return &authorities{roots: pool}
})

// systemBundles are where systems keep their authorities.
var systemBundles = []string{"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/cacert.pem",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem"}

// systemCertificates returns the authorities of the system as PEM, each with its newline.
func systemCertificates() (list []string) {
	for _, name := range append([]string{os.Getenv("SSL_CERT_FILE")}, systemBundles...) {
		b, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		for block, rest := pem.Decode(b); block != nil; block, rest = pem.Decode(rest) {
			if block.Type == "CERTIFICATE" {
				list = append(list, string(pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: block.Bytes})))
			}
		}
		return list
	}
	return nil
}
