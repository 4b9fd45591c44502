package node

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"reflect"
	"strings"
	"syscall"

	"github.com/dop251/goja"
)

// sslError is an error of the queue of OpenSSL's SSL routines: its code is its reason in capitals.
func sslError(number uint32, reason, more string) *cryptoError {
	code := "ERR_SSL_" + strings.ToUpper(strings.ReplaceAll(reason, " ", "_"))
	message := fmt.Sprintf("error:%08X:SSL routines::%s%s", number, reason, more)
	return &cryptoError{class: "Error", message: message, code: code, library: "SSL routines", reason: reason}
}

// sslAlerts are OpenSSL's reasons of the alerts that a peer sends (RFC 8446, section 6); their numbers are 1000 and that of
// the alert.
var sslAlerts = map[uint8]string{
	10: "ssl/tls alert unexpected message", 20: "ssl/tls alert bad record mac", 30: "ssl/tls alert decompression failure",
	40: "ssl/tls alert handshake failure", 42: "ssl/tls alert bad certificate", 43: "ssl/tls alert unsupported certificate",
	44: "ssl/tls alert certificate revoked", 45: "ssl/tls alert certificate expired", 46: "ssl/tls alert certificate unknown",
	47: "ssl/tls alert illegal parameter", 48: "tlsv1 alert unknown ca", 49: "tlsv1 alert access denied", 50: "tlsv1 alert decode error",
	51: "tlsv1 alert decrypt error", 70: "tlsv1 alert protocol version", 71: "tlsv1 alert insufficient security",
	80: "tlsv1 alert internal error", 86: "tlsv1 alert inappropriate fallback", 90: "tlsv1 alert user cancelled",
	100: "tlsv1 alert no renegotiation", 109: "tlsv13 alert missing extension", 110: "tlsv1 unsupported extension",
	112: "tlsv1 unrecognized name", 113: "tlsv1 bad certificate status response", 115: "tlsv1 alert unknown psk identity",
	116: "tlsv13 alert certificate required", 120: "tlsv1 alert no application protocol",
}

// sslFailures are what this side finds wrong: Go's text, OpenSSL's number and reason.
var sslFailures = []struct {
	text   string
	number uint32
	reason string
}{
	{"client offered only unsupported versions", 0x0A000102, "unsupported protocol"},
	{"selected unsupported protocol version", 0x0A000102, "unsupported protocol"},
	{"unsupported application protocols", 0x0A0000EB, "no application protocol"},
	{"no cipher suite supported by both", 0x0A0000C1, "no shared cipher"},
	{"didn't provide a certificate", 0x0A0000C7, "peer did not return a certificate"},
	{"no certificates configured", 0x0A0000C1, "no shared cipher"},
	{"bad record MAC", 0x0A000119, "decryption failed or bad record mac"},
	{"unexpected message", 0x0A0000F4, "unexpected message"},
	{"no ECDHE curve supported", 0x0A000065, "no suitable groups"},
}

// tlsFailure makes OpenSSL's error of Go's; nil: it is one of the system or the end of the connection.
func tlsFailure(err error) *cryptoError {
	var header tls.RecordHeaderError
	if errors.As(err, &header) {
		if isRequest(header.RecordHeader[:]) {
			return sslError(0x0A00009C, "http request", "")
		}
		return sslError(0x0A00010B, "wrong version number", "")
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "remote error" {
		if v := reflect.ValueOf(op.Err); v.Kind() == reflect.Uint8 {
			n := uint8(v.Uint())
			return sslError(0x0A000000|(1000+uint32(n)), alertReason(n), fmt.Sprintf(":SSL alert number %d", n))
		}
	}
	text := err.Error()
	for _, f := range sslFailures {
		if strings.Contains(text, f.text) {
			return sslError(f.number, f.reason, "")
		}
	}
	if strings.HasPrefix(text, "tls: ") || strings.HasPrefix(text, "local error: tls: ") {
		return &cryptoError{class: "Error", message: "error:0A000000:SSL routines::" + text, code: "EPROTO", library: "SSL routines", reason: text}
	}
	return nil
}

func alertReason(n uint8) string {
	if reason, known := sslAlerts[n]; known {
		return reason
	}
	return fmt.Sprintf("unknown alert %d", n)
}

// isRequest recognises HTTP where a TLS record should be.
func isRequest(header []byte) bool {
	for _, method := range []string{"GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT "} {
		n := min(len(method), len(header))
		if string(header[:n]) == method[:n] {
			return true
		}
	}
	return false
}

// failureParts is an error for JavaScript: a negative errno, or the arguments of js/internal/crypto/errors.js.
func (h *Host) failureParts(err error) goja.Value {
	var made *cryptoError
	if !errors.As(err, &made) {
		made = tlsFailure(err)
	}
	if made == nil {
		if errno := netErrno(err); errno != unknownErrno {
			return h.Runtime.ToValue(errno)
		}
		return h.Runtime.ToValue(-uvNumber(syscall.EPROTO))
	}
	return h.Runtime.NewArray(made.class, made.message, made.code, made.library, made.reason, h.stringList(made.stack))
}
