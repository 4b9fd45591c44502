package node

import (
	"encoding/binary"
	"net/netip"
	"strings"

	"golang.org/x/net/dns/dnsmessage"
)

// Records that dnsmessage leaves as they are.
const (
	dnsNAPTR dnsmessage.Type = 35
	dnsTLSA  dnsmessage.Type = 52
	dnsCAA   dnsmessage.Type = 257
)

// dnsKinds are the questions, by the name that JavaScript gives them.
var dnsKinds = map[string]dnsmessage.Type{
	"queryAny": dnsmessage.TypeALL, "queryA": dnsmessage.TypeA, "queryAaaa": dnsmessage.TypeAAAA, "queryCaa": dnsCAA,
	"queryCname": dnsmessage.TypeCNAME, "queryMx": dnsmessage.TypeMX, "queryNs": dnsmessage.TypeNS, "queryTlsa": dnsTLSA,
	"queryTxt": dnsmessage.TypeTXT, "querySrv": dnsmessage.TypeSRV, "queryPtr": dnsmessage.TypePTR, "queryNaptr": dnsNAPTR,
	"querySoa": dnsmessage.TypeSOA, "getHostByAddr": dnsmessage.TypePTR,
}

// dnsField is one property of a record in JavaScript, in order.
type dnsField struct {
	name  string
	value any // string, int, []string, []byte
}

func dnsName(n dnsmessage.Name) string { return strings.TrimSuffix(n.String(), ".") }

// dnsFields returns a record as properties, with its type as ANY shows it first; "value" stands for the whole of a record
// that is one value, "entries" for that of a TXT record.
func dnsFields(r dnsmessage.Resource) (kind string, fields []dnsField) {
	switch b := r.Body.(type) {
	case *dnsmessage.AResource:
		return "A", []dnsField{{"address", netip.AddrFrom4(b.A).String()}, {"ttl", int(r.Header.TTL)}}
	case *dnsmessage.AAAAResource:
		return "AAAA", []dnsField{{"address", netip.AddrFrom16(b.AAAA).String()}, {"ttl", int(r.Header.TTL)}}
	case *dnsmessage.CNAMEResource:
		return "CNAME", []dnsField{{"value", dnsName(b.CNAME)}}
	case *dnsmessage.NSResource:
		return "NS", []dnsField{{"value", dnsName(b.NS)}}
	case *dnsmessage.PTRResource:
		return "PTR", []dnsField{{"value", dnsName(b.PTR)}}
	case *dnsmessage.MXResource:
		return "MX", []dnsField{{"exchange", dnsName(b.MX)}, {"priority", int(b.Pref)}}
	case *dnsmessage.TXTResource:
		return "TXT", []dnsField{{"entries", b.TXT}}
	case *dnsmessage.SRVResource:
		return "SRV", []dnsField{{"name", dnsName(b.Target)}, {"port", int(b.Port)}, {"priority", int(b.Priority)}, {"weight", int(b.Weight)}}
	case *dnsmessage.SOAResource:
		return "SOA", []dnsField{{"nsname", dnsName(b.NS)}, {"hostmaster", dnsName(b.MBox)}, {"serial", int(b.Serial)},
			{"refresh", int(b.Refresh)}, {"retry", int(b.Retry)}, {"expire", int(b.Expire)}, {"minttl", int(b.MinTTL)}}
	case *dnsmessage.UnknownResource:
		return rawFields(b)
	}
	return "", nil
}

// rawFields reads the records of RFC 8659 (CAA), 3403 (NAPTR) and 6698 (TLSA); none if one is malformed.
func rawFields(r *dnsmessage.UnknownResource) (string, []dnsField) {
	b := r.Data
	switch {
	case r.Type == dnsCAA && len(b) >= 2 && len(b) >= 2+int(b[1]):
		tag := int(b[1])
		return "CAA", []dnsField{{"critical", int(b[0])}, {"type", "CAA"}, {string(b[2 : 2+tag]), string(b[2+tag:])}}
	case r.Type == dnsTLSA && len(b) > 3:
		return "TLSA", []dnsField{{"certUsage", int(b[0])}, {"selector", int(b[1])}, {"match", int(b[2])}, {"data", b[3:]}}
	case r.Type == dnsNAPTR && len(b) > 4:
		return naptrFields(b)
	}
	return "", nil
}

func naptrFields(b []byte) (string, []dnsField) {
	order, preference := int(binary.BigEndian.Uint16(b)), int(binary.BigEndian.Uint16(b[2:]))
	b = b[4:]
	var texts [3]string
	for i := range texts {
		if len(b) == 0 || len(b) < 1+int(b[0]) {
			return "", nil
		}
		texts[i], b = string(b[1:1+int(b[0])]), b[1+int(b[0]):]
	}
	var labels []string
	for len(b) > 0 && b[0] != 0 {
		if len(b) < 1+int(b[0]) {
			return "", nil
		}
		labels = append(labels, string(b[1:1+int(b[0])]))
		b = b[1+int(b[0]):]
	}
	return "NAPTR", []dnsField{{"flags", texts[0]}, {"service", texts[1]}, {"regexp", texts[2]},
		{"replacement", strings.Join(labels, ".")}, {"order", order}, {"preference", preference}}
}
