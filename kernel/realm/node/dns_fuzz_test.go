package node

import (
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// FuzzAnswers reads what any machine may send in place of a name server.
func FuzzAnswers(f *testing.F) {
	name := dnsmessage.MustNewName("a.test.")
	for _, body := range []dnsmessage.ResourceBody{
		&dnsmessage.AResource{}, &dnsmessage.MXResource{MX: name}, &dnsmessage.TXTResource{TXT: []string{"x"}}, &dnsmessage.SOAResource{NS: name, MBox: name},
		&dnsmessage.UnknownResource{Type: dnsCAA, Data: []byte("\x00\x05issueca.test")},
		&dnsmessage.UnknownResource{Type: dnsTLSA, Data: []byte{3, 1, 1, 0xde}},
		&dnsmessage.UnknownResource{Type: dnsNAPTR, Data: []byte("\x00\x01\x00\x02\x01s\x07SIP+D2U\x00\x04_sip\x04test\x00")},
	} {
		m := dnsmessage.Message{Header: dnsmessage.Header{Response: true}, Questions: []dnsmessage.Question{{Name: name, Type: dnsmessage.TypeALL, Class: dnsmessage.ClassINET}},
			Answers: []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: name, Class: dnsmessage.ClassINET}, Body: body}}}
		b, err := m.Pack()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, kind := range dnsKinds {
			records, err := readAnswer(b, kind)
			if (err == nil) == (len(records) == 0) {
				t.Fatalf("%d records and error %v", len(records), err)
			}
			for _, r := range records {
				dnsFields(r)
			}
		}
	})
}

// FuzzSessions reads what a program may give as the session of a TLS connection, and as a list of protocols.
func FuzzSessions(f *testing.F) {
	f.Add([]byte{0, 0, 0, 1, 5, 3, 4})
	f.Add([]byte{2, 'h', '2', 8, 'h', 't', 't', 'p', '/', '1', '.', '1'})
	f.Fuzz(func(t *testing.T, b []byte) {
		resumption(b)
		protocols(b)
	})
}
