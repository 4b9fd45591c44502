package node

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"slices"

	"github.com/dop251/goja"
)

// bindTLS gives js/internal/tls what tls.go and its neighbours do.
func bindTLS(h *Host, natives *goja.Object) {
	// context(certs, keys, ca, minVersion, maxVersion, ciphers, curves, ticketKeys, partial) returns a context, or parts of an error.
	h.function(natives, "context", func(call goja.FunctionCall) goja.Value {
		ctx, err := h.newSecureContext(call)
		if err != nil {
			return h.failureParts(err)
		}
		return h.Runtime.ToValue(ctx)
	})
	h.function(natives, "systemCertificates", func(goja.FunctionCall) goja.Value { return h.stringList(systemCertificates()) })
	// secure(stream or bridge, context, options, bytes read already) returns a stream, or undefined if there is no connection.
	h.function(natives, "secure", func(call goja.FunctionCall) goja.Value {
		var below net.Conn
		var ahead []byte
		switch v := call.Argument(0).Export().(type) {
		case *bridge:
			below = v
		case *byteStream:
			var c conn
			c, ahead = v.detach()
			if below, _ = c.(net.Conn); below == nil {
				return goja.Undefined()
			}
		}
		if b := slices.Concat(h.bytesOf(call.Argument(3)), ahead); len(b) > 0 {
			below = &before{below, b}
		}
		return h.Runtime.ToValue(h.secure(below, call.Argument(1).Export().(*secureContext), call.Argument(2).(*goja.Object)))
	})
	// bridge(onWrite, onRoom), feed(bridge, bytes), finish(bridge, error text or undefined), closeBridge(bridge)
	h.function(natives, "bridge", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(h.newBridge(h.callable(call.Argument(0)), h.callable(call.Argument(1))))
	})
	h.function(natives, "feed", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(call.Argument(0).Export().(*bridge).feed(h.bytesOf(call.Argument(1))))
	})
	h.function(natives, "finish", func(call goja.FunctionCall) goja.Value {
		call.Argument(0).Export().(*bridge).finish(bridgeEnd(call.Argument(1)))
		return goja.Undefined()
	})
	h.function(natives, "closeBridge", func(call goja.FunctionCall) goja.Value {
		_ = call.Argument(0).Export().(*bridge).Close()
		return goja.Undefined()
	})
	h.bindTLSStream(natives)
}

// bindTLSStream adds the natives of a stream that secure made.
func (h *Host) bindTLSStream(natives *goja.Object) {
	stream := func(name string, fn func(s *tlsStream, call goja.FunctionCall) any) {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			v := fn(call.Argument(0).Export().(*tlsStream), call)
			if v == nil {
				return goja.Undefined()
			}
			return h.Runtime.ToValue(v)
		})
	}
	// below(stream) is the byteStream for the natives of net.
	stream("below", func(s *tlsStream, _ goja.FunctionCall) any { return s.byteStream })
	// handshake(stream, done(undefined or parts of an error))
	stream("handshake", func(s *tlsStream, call goja.FunctionCall) any { s.handshake(h.callable(call.Argument(1))); return nil })
	stream("stop", func(s *tlsStream, _ goja.FunctionCall) any {
		if s.stop != nil {
			s.stop()
		}
		return nil
	})
	// state(stream) returns what is known after the handshake.
	stream("state", func(s *tlsStream, _ goja.FunctionCall) any { return h.tlsState(s) })
	// certificates(stream) are those from the peer's own up to its authority; ownCertificate(stream) is that of this side.
	stream("certificates", func(s *tlsStream, _ goja.FunctionCall) any {
		return h.rawCertificates(s.verdict.issuers(s.state().PeerCertificates))
	})
	stream("ownCertificate", func(s *tlsStream, _ goja.FunctionCall) any {
		if c := s.ownCertificate(); c != nil {
			return h.arrayBuffer(append([]byte(nil), c.Certificate[0]...))
		}
		return nil
	})
	// exportKeyingMaterial(stream, length, label, context or undefined)
	stream("exportKeyingMaterial", func(s *tlsStream, call goja.FunctionCall) any {
		state := s.state()
		b, err := state.ExportKeyingMaterial(call.Argument(2).String(), h.bytesOf(call.Argument(3)), integer(call.Argument(1)))
		if err != nil {
			return h.failureParts(err)
		}
		return h.arrayBuffer(b)
	})
}

func (s *tlsStream) ownCertificate() *tls.Certificate {
	if s.own == nil && s.isServer && len(s.context.certificates) > 0 {
		return &s.context.certificates[0]
	}
	return s.own
}

func (h *Host) rawCertificates(list []*x509.Certificate) goja.Value {
	all := make([]any, len(list))
	for i, c := range list {
		all[i] = h.arrayBuffer(append([]byte(nil), c.Raw...))
	}
	return h.Runtime.NewArray(all...)
}

// tlsState is { protocol, cipher: [name, standard name, version], alpn, servername, resumed, error: [code, text], group: [type,
// name, size] }.
func (h *Host) tlsState(s *tlsStream) goja.Value {
	state := s.state()
	o := h.Runtime.NewObject()
	version := map[uint16]string{tls.VersionTLS10: "TLSv1", tls.VersionTLS11: "TLSv1.1", tls.VersionTLS12: "TLSv1.2", tls.VersionTLS13: "TLSv1.3"}[state.Version]
	h.set(o, "protocol", version)
	h.set(o, "cipher", h.Runtime.NewArray(cipherName(state.CipherSuite), tls.CipherSuiteName(state.CipherSuite), version))
	h.set(o, "alpn", state.NegotiatedProtocol)
	h.set(o, "servername", state.ServerName)
	h.set(o, "resumed", state.DidResume)
	h.set(o, "peer", len(state.PeerCertificates) > 0)
	if s.verdict.code != "" {
		h.set(o, "error", h.Runtime.NewArray(s.verdict.code, s.verdict.text))
	}
	h.set(o, "group", h.group(state.CurveID))
	return o
}

// cipherName is OpenSSL's name of a cipher suite.
func cipherName(id uint16) string {
	for name, known := range tlsCiphers {
		if known == id {
			return name
		}
	}
	return tls.CipherSuiteName(id)
}

func (h *Host) group(id tls.CurveID) goja.Value {
	switch id {
	case tls.X25519:
		return h.Runtime.NewArray("ECDH", "X25519", 253)
	case tls.CurveP256:
		return h.Runtime.NewArray("ECDH", "prime256v1", 256)
	case tls.CurveP384:
		return h.Runtime.NewArray("ECDH", "secp384r1", 384)
	case tls.CurveP521:
		return h.Runtime.NewArray("ECDH", "secp521r1", 521)
	case 0:
		return goja.Undefined()
	}
	return h.Runtime.NewArray("TLSGroup", id.String(), goja.Undefined())
}
