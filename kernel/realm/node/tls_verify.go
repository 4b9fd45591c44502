package node

import (
	"bytes"
	"crypto/x509"
	"errors"
	"slices"
	"time"
)

// verdict is what OpenSSL would say of a peer's certificates: the zero verdict is that all is well.
type verdict struct {
	code, text string
	chain      []*x509.Certificate // up to the authority, as far as it was found
}

// verifyTexts are OpenSSL's texts of the codes.
var verifyTexts = map[string]string{
	"DEPTH_ZERO_SELF_SIGNED_CERT": "self-signed certificate", "SELF_SIGNED_CERT_IN_CHAIN": "self-signed certificate in certificate chain",
	"UNABLE_TO_VERIFY_LEAF_SIGNATURE":   "unable to verify the first certificate",
	"UNABLE_TO_GET_ISSUER_CERT":         "unable to get issuer certificate",
	"UNABLE_TO_GET_ISSUER_CERT_LOCALLY": "unable to get local issuer certificate", "CERT_HAS_EXPIRED": "certificate has expired",
	"CERT_NOT_YET_VALID": "certificate is not yet valid", "INVALID_PURPOSE": "unsuitable certificate purpose",
	"INVALID_CA": "invalid CA certificate", "PATH_LENGTH_EXCEEDED": "path length constraint exceeded",
	"CERT_SIGNATURE_FAILURE": "certificate signature failure", "CERT_REJECTED": "certificate rejected",
	"CERT_UNTRUSTED": "certificate not trusted",
}

func judged(code string) verdict { return verdict{code: code, text: verifyTexts[code]} }

// verifyPeer judges the certificates that a peer sent, its own first. An authority has to be a root, unless the context says
// otherwise: Go would take any.
func verifyPeer(certs []*x509.Certificate, ctx *secureContext, client bool) verdict {
	if len(certs) == 0 {
		return verdict{}
	}
	trusted := ctx.authorities
	if trusted == nil {
		trusted = systemRoots()
	}
	usage := x509.ExtKeyUsageServerAuth
	if client {
		usage = x509.ExtKeyUsageClientAuth
	}
	options := x509.VerifyOptions{Roots: trusted.roots, Intermediates: x509.NewCertPool(), KeyUsages: []x509.ExtKeyUsage{usage}}
	for _, c := range slices.Concat(certs[1:], trusted.others) {
		options.Intermediates.AddCert(c)
	}
	chains, err := certs[0].Verify(options)
	if err == nil {
		return verdict{chain: chains[0]}
	}
	if v := failedVerdict(certs, options, err); len(trusted.others) == 0 || v.code == "CERT_HAS_EXPIRED" {
		return v
	}
	return withoutRoot(certs, trusted, options, ctx.partial, err)
}

// withoutRoot judges a chain that may end at an authority that is no root.
func withoutRoot(certs []*x509.Certificate, trusted *authorities, options x509.VerifyOptions, partial bool, err error) verdict {
	first := failedVerdict(certs, options, err)
	options.Roots = trusted.roots.Clone()
	for _, c := range trusted.others {
		options.Roots.AddCert(c)
	}
	chains, err := certs[0].Verify(options)
	switch {
	case err != nil:
		return first
	case partial:
		return verdict{chain: chains[0]}
	}
	return judged("UNABLE_TO_GET_ISSUER_CERT")
}

func failedVerdict(certs []*x509.Certificate, options x509.VerifyOptions, err error) verdict {
	var invalid x509.CertificateInvalidError
	var unknown x509.UnknownAuthorityError
	switch {
	case errors.As(err, &unknown):
		return judged(untrusted(certs))
	case !errors.As(err, &invalid):
		return verdict{code: "CERT_REJECTED", text: err.Error()}
	}
	switch invalid.Reason {
	case x509.Expired:
		return expired(certs, options, invalid.Cert)
	case x509.IncompatibleUsage:
		return judged("INVALID_PURPOSE")
	case x509.NotAuthorizedToSign:
		return judged("INVALID_CA")
	case x509.TooManyIntermediates:
		return judged("PATH_LENGTH_EXCEEDED")
	}
	return verdict{code: "CERT_REJECTED", text: err.Error()}
}

// expired judges a certificate that is too old or too new; that it is not trusted either is said first.
func expired(certs []*x509.Certificate, options x509.VerifyOptions, c *x509.Certificate) verdict {
	options.CurrentTime = c.NotBefore.Add(c.NotAfter.Sub(c.NotBefore) / 2)
	var unknown x509.UnknownAuthorityError
	if _, err := certs[0].Verify(options); errors.As(err, &unknown) {
		return judged(untrusted(certs))
	}
	if time.Now().Before(c.NotBefore) {
		return judged("CERT_NOT_YET_VALID")
	}
	return judged("CERT_HAS_EXPIRED")
}

// untrusted says why a chain ends nowhere, as OpenSSL puts it.
func untrusted(certs []*x509.Certificate) string {
	if isSelfSigned(certs[0]) {
		return "DEPTH_ZERO_SELF_SIGNED_CERT"
	}
	last, length := certs[0], 1
	for next := issuerOf(last, certs); next != nil && length <= len(certs); next = issuerOf(last, certs) {
		last, length = next, length+1
		if isSelfSigned(last) {
			return "SELF_SIGNED_CERT_IN_CHAIN"
		}
	}
	if length == 1 {
		return "UNABLE_TO_VERIFY_LEAF_SIGNATURE"
	}
	return "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"
}

func isSelfSigned(c *x509.Certificate) bool { return bytes.Equal(c.RawIssuer, c.RawSubject) }

func issuerOf(c *x509.Certificate, among []*x509.Certificate) *x509.Certificate {
	for _, other := range among {
		if !bytes.Equal(other.Raw, c.Raw) && bytes.Equal(other.RawSubject, c.RawIssuer) {
			return other
		}
	}
	return nil
}

// issuers returns the certificates from a peer's own up to its authority, as far as they are known.
func (v verdict) issuers(certs []*x509.Certificate) []*x509.Certificate {
	if v.chain != nil || len(certs) == 0 {
		return v.chain
	}
	list := []*x509.Certificate{certs[0]}
	for next := issuerOf(certs[0], certs); next != nil && len(list) <= len(certs); next = issuerOf(next, certs) {
		list = append(list, next)
	}
	return list
}
