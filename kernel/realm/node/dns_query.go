package node

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// HOW a name is asked for
//
// dns.resolve and its kin ask name servers and nothing else: no hosts file, unlike dns.lookup (dns.go). One question goes to
// one server after the other, by UDP, by TCP when the answer was cut short (RFC 1035, 4.2), for a few rounds with growing
// patience, as c-ares does. Errors are c-ares's names: a dnsFailure.

// dnsFailure is the code of a failed question: "ENOTFOUND", "ESERVFAIL" …
type dnsFailure string

func (f dnsFailure) Error() string { return string(f) }

// dnsRcodes are the failures that servers tell of.
var dnsRcodes = map[dnsmessage.RCode]dnsFailure{
	dnsmessage.RCodeFormatError: "EFORMERR", dnsmessage.RCodeServerFailure: "ESERVFAIL", dnsmessage.RCodeNameError: "ENOTFOUND",
	dnsmessage.RCodeNotImplemented: "ENOTIMP", dnsmessage.RCodeRefused: "EREFUSED",
}

// dnsResolver is what one Resolver of JavaScript asks with. Its fields are read by goroutines and replaced as a whole.
type dnsResolver struct {
	servers []string // host:port
	timeout time.Duration
	tries   int
	local   [2]net.IP // v4, v6
	ctx     context.Context
}

const (
	dnsPort    = "53"
	dnsTimeout = 2 * time.Second // of the first round
	dnsAnswer  = 65535
)

// systemServers reads the name servers of the system.
func systemServers() []string {
	b, err := os.ReadFile("/etc/resolv.conf")
	if err != nil {
		return []string{net.JoinHostPort("127.0.0.1", dnsPort)}
	}
	var list []string
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == "nameserver" {
			list = append(list, net.JoinHostPort(f[1], dnsPort))
		}
	}
	if list == nil {
		list = append(list, net.JoinHostPort("127.0.0.1", dnsPort))
	}
	return list
}

// ask returns the answers to a question; any goroutine. The error is a dnsFailure.
func (r dnsResolver) ask(name string, kind dnsmessage.Type) ([]dnsmessage.Resource, error) {
	question, id, err := packQuestion(name, kind)
	if err != nil {
		return nil, dnsFailure("EBADNAME")
	}
	failure, patience := dnsFailure("ECONNREFUSED"), r.timeout
	for range r.tries {
		for _, server := range r.servers {
			answer, err := r.exchange(server, question, id, patience)
			if r.ctx.Err() != nil {
				return nil, dnsFailure("ECANCELLED")
			}
			if err == nil {
				records, err := readAnswer(answer, kind)
				if !errors.As(err, &failure) || failure == "ENOTFOUND" || failure == "ENODATA" || failure == "EFORMERR" {
					return records, err
				}
				continue
			}
			failure = transportFailure(err)
		}
		patience *= 2
	}
	return nil, failure
}

func transportFailure(err error) dnsFailure {
	if errors.Is(err, syscall.ECONNREFUSED) {
		return "ECONNREFUSED"
	}
	if errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, context.DeadlineExceeded) {
		return "ETIMEOUT"
	}
	return "ECONNREFUSED"
}

func packQuestion(name string, kind dnsmessage.Type) (b []byte, id uint16, err error) {
	if !strings.HasSuffix(name, ".") {
		name += "."
	}
	n, err := dnsmessage.NewName(name)
	if err != nil {
		return nil, 0, err
	}
	id = uint16(rand.Uint32())
	m := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: id, RecursionDesired: true},
		Questions: []dnsmessage.Question{{Name: n, Type: kind, Class: dnsmessage.ClassINET}},
	}
	b, err = m.Pack()
	return b, id, err
}

// exchange asks one server once.
func (r dnsResolver) exchange(server string, question []byte, id uint16, patience time.Duration) ([]byte, error) {
	ctx, cancel := context.WithTimeout(r.ctx, patience)
	defer cancel()
	answer, err := r.roundTrip(ctx, "udp", server, question, id)
	if err == nil && isTruncated(answer) {
		return r.roundTrip(ctx, "tcp", server, question, id)
	}
	return answer, err
}

func isTruncated(answer []byte) bool { return answer[2]&2 != 0 }

func (r dnsResolver) roundTrip(ctx context.Context, network, server string, question []byte, id uint16) ([]byte, error) {
	dialer := net.Dialer{LocalAddr: r.localAddr(network, server)}
	c, err := dialer.DialContext(ctx, network, server)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	defer context.AfterFunc(ctx, func() { _ = c.SetDeadline(time.Unix(1, 0)) })()
	if network == "tcp" {
		question = append(binary.BigEndian.AppendUint16(nil, uint16(len(question))), question...)
	}
	if _, err := c.Write(question); err != nil {
		return nil, err
	}
	for {
		b, err := readMessage(c, network)
		if err != nil {
			return nil, err
		}
		if len(b) >= 12 && binary.BigEndian.Uint16(b) == id && b[2]&0x80 != 0 {
			return b, nil
		}
	}
}

func readMessage(c net.Conn, network string) ([]byte, error) {
	if network == "udp" {
		b := make([]byte, dnsAnswer)
		n, err := c.Read(b)
		return b[:n], err
	}
	var size [2]byte
	if _, err := io.ReadFull(c, size[:]); err != nil {
		return nil, err
	}
	b := make([]byte, binary.BigEndian.Uint16(size[:]))
	_, err := io.ReadFull(c, b)
	return b, err
}

func (r dnsResolver) localAddr(network, server string) net.Addr {
	ip := r.local[0]
	if strings.HasPrefix(server, "[") {
		ip = r.local[1]
	}
	switch {
	case ip == nil:
		return nil
	case network == "tcp":
		return &net.TCPAddr{IP: ip}
	}
	return &net.UDPAddr{IP: ip}
}

// readAnswer returns the records of the kind that was asked for; all for ANY.
func readAnswer(b []byte, kind dnsmessage.Type) ([]dnsmessage.Resource, error) {
	var p dnsmessage.Parser
	header, err := p.Start(b)
	if err != nil || p.SkipAllQuestions() != nil {
		return nil, dnsFailure("EBADRESP")
	}
	if header.RCode != dnsmessage.RCodeSuccess {
		if f, known := dnsRcodes[header.RCode]; known {
			return nil, f
		}
		return nil, dnsFailure("EBADRESP")
	}
	all, err := p.AllAnswers()
	if err != nil {
		return nil, dnsFailure("EBADRESP")
	}
	var found []dnsmessage.Resource
	for _, record := range all {
		if kind == dnsmessage.TypeALL || record.Header.Type == kind {
			found = append(found, record)
		}
	}
	if len(found) == 0 {
		return nil, dnsFailure("ENODATA")
	}
	return found, nil
}
