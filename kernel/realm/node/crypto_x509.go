package node

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// nameTypes are the short names that OpenSSL prints (RFC 4514, section 3, and its own).
var nameTypes = map[string]string{
	"2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.9": "street",
	"2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.12": "title", "2.5.4.15": "businessCategory", "2.5.4.17": "postalCode", "2.5.4.42": "GN",
	"2.5.4.46": "dnQualifier", "1.2.840.113549.1.9.1": "emailAddress", "0.9.2342.19200300.100.1.25": "DC",
	"0.9.2342.19200300.100.1.1": "UID", "1.3.6.1.4.1.311.60.2.1.3": "jurisdictionC",
}

// nameParts returns type and value by turns, in the order of the certificate.
func nameParts(raw []byte) []string {
	var name pkix.RDNSequence
	if _, err := asn1.Unmarshal(raw, &name); err != nil {
		return nil
	}
	var parts []string
	for _, set := range name {
		for _, attribute := range set {
			kind := attribute.Type.String()
			if short, ok := nameTypes[kind]; ok {
				kind = short
			}
			parts = append(parts, kind, fmt.Sprint(attribute.Value))
		}
	}
	return parts
}

// alternatives writes the subject's other names as OpenSSL does; "" for none.
func alternatives(c *x509.Certificate) string {
	var names []string
	for _, e := range c.Extensions {
		if !e.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 17}) {
			continue
		}
		var list []asn1.RawValue
		if _, err := asn1.Unmarshal(e.Value, &list); err != nil {
			return ""
		}
		for _, v := range list {
			names = append(names, alternative(v))
		}
	}
	return strings.Join(names, ", ")
}

func alternative(v asn1.RawValue) string {
	switch v.Tag {
	case 1:
		return "email:" + quotedName(string(v.Bytes))
	case 2:
		return "DNS:" + quotedName(string(v.Bytes))
	case 4:
		parts := nameParts(v.Bytes)
		var b strings.Builder
		for i := 0; i+1 < len(parts); i += 2 {
			fmt.Fprintf(&b, "/%s=%s", parts[i], parts[i+1])
		}
		return "DirName:" + b.String()
	case 6:
		return "URI:" + quotedName(string(v.Bytes))
	case 7:
		if len(v.Bytes) == 16 {
			return "IP Address:" + longAddress(v.Bytes)
		}
		return "IP Address:" + net.IP(v.Bytes).String()
	case 8:
		return "Registered ID:" + objectID(v.Bytes)
	}
	return "othername:<unsupported>"
}

// quotedName keeps a name from looking like several.
func quotedName(s string) string {
	if strings.ContainsAny(s, ",\"\\'\n") {
		return fmt.Sprintf("%q", s)
	}
	return s
}

func longAddress(b []byte) string {
	groups := make([]string, 8)
	for i := range groups {
		groups[i] = fmt.Sprintf("%X", int(b[2*i])<<8|int(b[2*i+1]))
	}
	return strings.Join(groups, ":")
}

func objectID(b []byte) string {
	var id asn1.ObjectIdentifier
	head := []byte{6, byte(len(b))}
	if _, err := asn1.Unmarshal(append(head, b...), &id); err != nil {
		return ""
	}
	return id.String()
}

// access writes where the issuer answers.
func access(c *x509.Certificate) string {
	var lines []string
	for _, u := range c.OCSPServer {
		lines = append(lines, "OCSP - URI:"+u)
	}
	for _, u := range c.IssuingCertificateURL {
		lines = append(lines, "CA Issuers - URI:"+u)
	}
	return strings.Join(lines, "\n")
}

func certificateTime(t time.Time) string { return t.UTC().Format("Jan _2 15:04:05 2006 GMT") }

func fingerprint(sum []byte) string {
	parts := make([]string, len(sum))
	for i, b := range sum {
		parts[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(parts, ":")
}

// usages are the identifiers of the extended key usage.
func usages(c *x509.Certificate) []string {
	for _, e := range c.Extensions {
		var ids []asn1.ObjectIdentifier
		if e.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 37}) {
			if _, err := asn1.Unmarshal(e.Value, &ids); err != nil {
				return nil
			}
			list := make([]string, len(ids))
			for i, id := range ids {
				list[i] = id.String()
			}
			return list
		}
	}
	return nil
}

// signatureNames are the algorithms with which certificates are signed, by their identifiers.
var signatureNames = map[string]string{
	"1.2.840.113549.1.1.4": "md5WithRSAEncryption", "1.2.840.113549.1.1.5": "sha1WithRSAEncryption",
	"1.2.840.113549.1.1.10": "rsassaPss", "1.2.840.113549.1.1.11": "sha256WithRSAEncryption",
	"1.2.840.113549.1.1.12": "sha384WithRSAEncryption", "1.2.840.113549.1.1.13": "sha512WithRSAEncryption",
	"1.2.840.10045.4.1": "ecdsa-with-SHA1", "1.2.840.10045.4.3.2": "ecdsa-with-SHA256", "1.2.840.10045.4.3.3": "ecdsa-with-SHA384",
	"1.2.840.10045.4.3.4": "ecdsa-with-SHA512", "1.3.101.112": "ED25519",
}

func signatureID(c *x509.Certificate) string {
	var outer struct {
		TBS       asn1.RawValue
		Algorithm pkix.AlgorithmIdentifier
		Signature asn1.BitString
	}
	if _, err := asn1.Unmarshal(c.Raw, &outer); err != nil {
		return ""
	}
	return outer.Algorithm.Algorithm.String()
}

func parseCertificate(data []byte) (*x509.Certificate, error) {
	if block, _ := pem.Decode(data); block != nil {
		data = block.Bytes
	} else if len(data) == 0 || data[0] != 0x30 {
		return nil, openSSL(0x0480006C, "PEM routines", "no start line", "ERR_OSSL_PEM_NO_START_LINE")
	}
	c, err := x509.ParseCertificate(data)
	if err != nil {
		return nil, queued(0x0680007B, "asn1 encoding routines", "header too long", "ERR_OSSL_ASN1_HEADER_TOO_LONG")
	}
	return c, nil
}

func (a *arguments) certificate(i int) *x509.Certificate {
	return held[*x509.Certificate](a, i)
}

// fields are what a certificate says, by the names of js/internal/crypto/x509.js.
func (h *Host) certificateFields(c *x509.Certificate) goja.Value {
	sum1, sum256, sum512 := sha1.Sum(c.Raw), sha256.Sum256(c.Raw), sha512.Sum512(c.Raw)
	id := signatureID(c)
	fields := h.Runtime.NewObject()
	for name, v := range map[string]any{
		"subject": h.stringList(nameParts(c.RawSubject)), "issuer": h.stringList(nameParts(c.RawIssuer)), "subjectAltName": alternatives(c),
		"infoAccess": access(c), "validFrom": certificateTime(c.NotBefore), "validTo": certificateTime(c.NotAfter),
		"from": c.NotBefore.UnixMilli(), "to": c.NotAfter.UnixMilli(), "fingerprint": fingerprint(sum1[:]),
		"fingerprint256": fingerprint(sum256[:]), "fingerprint512": fingerprint(sum512[:]),
		"serialNumber": strings.ToUpper(serialOf(c)), "signatureAlgorithm": signatureNames[id], "signatureAlgorithmOid": id,
		"raw": h.arrayBuffer(append([]byte{}, c.Raw...)), "ca": c.BasicConstraintsValid && c.IsCA, "key": publicKey(c.PublicKey),
		"pem": string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})), "legacyKey": h.legacyKey(c),
	} {
		h.set(fields, name, v)
	}
	if ids := usages(c); ids != nil {
		h.set(fields, "keyUsage", h.stringList(ids))
	}
	return fields
}

func serialOf(c *x509.Certificate) string {
	s := c.SerialNumber.Text(16)
	if len(s)%2 == 1 {
		s = "0" + s
	}
	return s
}

// legacyKey is what toLegacyObject says of the key: [modulus, bits, exponent, public key] of RSA, [bits, point, curve, name] of EC.
func (h *Host) legacyKey(c *x509.Certificate) goja.Value {
	switch k := c.PublicKey.(type) {
	case *rsa.PublicKey:
		der, _ := x509.MarshalPKIXPublicKey(k)
		return h.Runtime.NewArray(strings.ToUpper(k.N.Text(16)), k.N.BitLen(), fmt.Sprintf("0x%x", k.E), h.arrayBuffer(der))
	case *ecdsa.PublicKey:
		raw, err := k.Bytes()
		if err != nil {
			return goja.Undefined()
		}
		curve := curveNamed(k.Curve)
		return h.Runtime.NewArray(k.Params().BitSize, h.arrayBuffer(raw), curve.name, curve.jwk)
	}
	return goja.Undefined()
}

var certificateNatives = map[string]cryptoNative{
	"certificate": func(a *arguments) cryptoJob {
		c, err := parseCertificate(a.copied(0))
		return now(a.value(c), err)
	},
	"certificateFields": func(a *arguments) cryptoJob {
		c := a.certificate(0)
		return now(func() goja.Value { return a.h.certificateFields(c) }, nil)
	},
	// certificateIssued(certificate, issuer)
	"certificateIssued": func(a *arguments) cryptoJob {
		c, issuer := a.certificate(0), a.certificate(1)
		may := !issuer.BasicConstraintsValid || issuer.IsCA || bytes.Equal(c.Raw, issuer.Raw)
		ids := len(c.AuthorityKeyId) == 0 || len(issuer.SubjectKeyId) == 0 || bytes.Equal(c.AuthorityKeyId, issuer.SubjectKeyId)
		return now(a.value(bytes.Equal(c.RawIssuer, issuer.RawSubject) && may && ids), nil)
	},
	// certificateVerify(certificate, public key) checks the signature alone.
	"certificateVerify": func(a *arguments) cryptoJob {
		c, key := a.certificate(0), a.key(1)
		parent := &x509.Certificate{PublicKey: key.public, PublicKeyAlgorithm: map[string]x509.PublicKeyAlgorithm{
			"rsa": x509.RSA, "ec": x509.ECDSA, "ed25519": x509.Ed25519}[key.family()]}
		return now(a.value(parent.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil), nil)
	},
	"certificateHas": func(a *arguments) cryptoJob {
		return now(a.value(publicKey(a.certificate(0).PublicKey).equal(publicKey(a.key(1).public))), nil)
	},
	"normalAddress": func(a *arguments) cryptoJob {
		ip := net.ParseIP(a.text(0))
		if ip == nil {
			return now(nil, nil)
		}
		if v4 := ip.To4(); v4 != nil {
			return now(a.value(v4.String()), nil)
		}
		return now(a.value(longAddress(ip)), nil)
	},
}
