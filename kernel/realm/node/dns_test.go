package node_test

import (
	"encoding/binary"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// The programs below testdata/dns ask a name server that the test runs, at DNS_PORT.

func TestNamesResolveAsNodeResolvesThem(t *testing.T) {
	serveNames(t)
	for _, file := range programsIn(t, "dns") {
		checkHere(t, file)
	}
}

func TestNameProgramsInNode(t *testing.T) {
	serveNames(t)
	for _, file := range programsIn(t, "dns") {
		checkInNode(t, file)
	}
}

// serveNames runs the name server until the test ends.
func serveNames(t *testing.T) {
	t.Helper()
	udp, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	tcp, err := net.Listen("tcp4", udp.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { udp.Close(); tcp.Close() })
	t.Setenv("DNS_PORT", strconv.Itoa(udp.LocalAddr().(*net.UDPAddr).Port))
	go func() {
		b := make([]byte, 4096)
		for {
			n, from, err := udp.ReadFrom(b)
			if err != nil {
				return
			}
			if answer := answerName(b[:n], 512); answer != nil {
				_, _ = udp.WriteTo(answer, from)
			}
		}
	}()
	go func() {
		for {
			c, err := tcp.Accept()
			if err != nil {
				return
			}
			go answerStream(c)
		}
	}()
}

func answerStream(c net.Conn) {
	defer c.Close()
	var size [2]byte
	for {
		if _, err := io.ReadFull(c, size[:]); err != nil {
			return
		}
		b := make([]byte, binary.BigEndian.Uint16(size[:]))
		if _, err := io.ReadFull(c, b); err != nil {
			return
		}
		answer := answerName(b, 65535)
		if answer == nil {
			return
		}
		_, _ = c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answer))), answer...))
	}
}

// answerName is the name server: nil is silence.
func answerName(question []byte, limit int) []byte {
	var m dnsmessage.Message
	if m.Unpack(question) != nil || len(m.Questions) != 1 {
		return nil
	}
	m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
	q := m.Questions[0]
	switch strings.ToLower(q.Name.String()) {
	case "silent.test.":
		return nil
	case "missing.test.":
		m.RCode = dnsmessage.RCodeNameError
	case "refused.test.":
		m.RCode = dnsmessage.RCodeRefused
	case "broken.test.":
		m.RCode = dnsmessage.RCodeServerFailure
	case "malformed.test.":
		m.RCode = dnsmessage.RCodeFormatError
	case "notimp.test.":
		m.RCode = dnsmessage.RCodeNotImplemented
	case "all.test.":
		m.Answers = allRecords(q)
	case "long.test.":
		m.Answers = record(q, &dnsmessage.TXTResource{TXT: []string{strings.Repeat("a", 255), strings.Repeat("b", 200), strings.Repeat("c", 250)}})
	case "many.test.":
		for i := range 200 {
			m.Answers = append(m.Answers, record(q, &dnsmessage.AResource{A: [4]byte{10, 0, 0, byte(i)}})...)
		}
	case "7.2.0.192.in-addr.arpa.", "7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.":
		m.Answers = record(q, &dnsmessage.PTRResource{PTR: dnsmessage.MustNewName("seven.test.")})
	}
	b, err := m.Pack()
	if err != nil {
		return nil
	}
	if len(b) > limit {
		m.Truncated, m.Answers = true, nil
		b, _ = m.Pack()
	}
	return b
}

func record(q dnsmessage.Question, body dnsmessage.ResourceBody) []dnsmessage.Resource {
	return []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 300}, Body: body}}
}

func allRecords(q dnsmessage.Question) []dnsmessage.Resource {
	name := dnsmessage.MustNewName
	bodies := map[dnsmessage.Type][]dnsmessage.ResourceBody{
		dnsmessage.TypeA:     {&dnsmessage.AResource{A: [4]byte{192, 0, 2, 1}}, &dnsmessage.AResource{A: [4]byte{192, 0, 2, 2}}},
		dnsmessage.TypeAAAA:  {&dnsmessage.AAAAResource{AAAA: [16]byte{0x20, 1, 0xd, 0xb8, 15: 1}}},
		dnsmessage.TypeCNAME: {&dnsmessage.CNAMEResource{CNAME: name("other.test.")}},
		dnsmessage.TypeMX:    {&dnsmessage.MXResource{Pref: 10, MX: name("mx1.test.")}, &dnsmessage.MXResource{Pref: 20, MX: name("mx2.test.")}},
		dnsmessage.TypeNS:    {&dnsmessage.NSResource{NS: name("ns.test.")}},
		dnsmessage.TypeTXT:   {&dnsmessage.TXTResource{TXT: []string{"v=spf1", " -all"}}, &dnsmessage.TXTResource{TXT: []string{"two"}}},
		dnsmessage.TypeSRV:   {&dnsmessage.SRVResource{Priority: 1, Weight: 2, Port: 443, Target: name("srv.test.")}},
		dnsmessage.TypePTR:   {&dnsmessage.PTRResource{PTR: name("ptr.test.")}},
		dnsmessage.TypeSOA: {&dnsmessage.SOAResource{NS: name("ns.test."), MBox: name("root.test."), Serial: 2024, Refresh: 1, Retry: 2,
			Expire: 3, MinTTL: 4}},
		257: {&dnsmessage.UnknownResource{Type: 257, Data: []byte("\x00\x05issueca.test")}},
		52:  {&dnsmessage.UnknownResource{Type: 52, Data: []byte{3, 1, 1, 0xde, 0xad, 0xbe, 0xef}}},
		35:  {&dnsmessage.UnknownResource{Type: 35, Data: []byte("\x00\x01\x00\x02\x01s\x07SIP+D2U\x00\x04_sip\x04test\x00")}},
	}
	var all []dnsmessage.Resource
	for _, body := range bodies[q.Type] {
		all = append(all, record(q, body)...)
	}
	return all
}
