package node

import (
	"bufio"
	"bytes"
	"context"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"
	"golang.org/x/net/dns/dnsmessage"
)

// resolverHandle is what a Resolver of JavaScript holds.
type resolverHandle struct {
	dnsResolver
	life   context.Context
	cancel context.CancelFunc
}

func (v *resolverHandle) renew() { v.ctx, v.cancel = context.WithCancel(v.life) }

// bindResolver gives js/internal/dns/resolver.js its questions.
func bindResolver(h *Host, natives *goja.Object) {
	// newResolver(timeout in ms or -1, tries)
	h.function(natives, "newResolver", func(call goja.FunctionCall) goja.Value {
		v := &resolverHandle{life: h.net.lifetime(), dnsResolver: dnsResolver{servers: systemServers(), timeout: dnsTimeout, tries: max(1, integer(call.Argument(1)))}}
		if ms := integer(call.Argument(0)); ms > 0 {
			v.timeout = time.Duration(ms) * time.Millisecond
		}
		v.renew()
		return h.Runtime.ToValue(v)
	})
	resolver := func(name string, fn func(v *resolverHandle, call goja.FunctionCall) goja.Value) {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			return fn(call.Argument(0).Export().(*resolverHandle), call)
		})
	}
	// servers(resolver) returns [[host, port], …]; setServers(resolver, [host, port, …]).
	resolver("servers", func(v *resolverHandle, _ goja.FunctionCall) goja.Value { return h.serverList(v.servers) })
	resolver("setServers", func(v *resolverHandle, call goja.FunctionCall) goja.Value {
		list := h.elements(call.Argument(1))
		v.servers = nil
		for i := 0; i+1 < len(list); i += 2 {
			v.servers = append(v.servers, net.JoinHostPort(list[i].String(), list[i+1].String()))
		}
		return goja.Undefined()
	})
	resolver("setLocalAddress", func(v *resolverHandle, call goja.FunctionCall) goja.Value {
		for i := range v.local {
			if a := call.Argument(i + 1); !goja.IsUndefined(a) {
				v.local[i] = net.ParseIP(a.String())
			}
		}
		return goja.Undefined()
	})
	resolver("cancel", func(v *resolverHandle, _ goja.FunctionCall) goja.Value {
		v.cancel()
		v.renew()
		return goja.Undefined()
	})
	// query(resolver, kind, name, callback(code or undefined, [[type, {…}], …]))
	resolver("query", func(v *resolverHandle, call goja.FunctionCall) goja.Value {
		h.query(v.dnsResolver, call.Argument(1).String(), call.Argument(2).String(), h.callable(call.Argument(3)))
		return goja.Undefined()
	})
	// nameOf(address, port, callback(name, service))
	h.function(natives, "nameOf", func(call goja.FunctionCall) goja.Value {
		address, port, done := call.Argument(0).String(), integer(call.Argument(1)), h.callable(call.Argument(2))
		send, life := h.Loop.Pending(), h.net.lifetime()
		go func() {
			name, service := hostName(life, address), serviceName(port)
			send(func() error {
				_, err := done(goja.Undefined(), h.Runtime.ToValue(name), h.Runtime.ToValue(service))
				return err
			})
		}()
		return goja.Undefined()
	})
}

func (h *Host) serverList(servers []string) goja.Value {
	list := make([]any, 0, len(servers))
	for _, s := range servers {
		host, port, _ := net.SplitHostPort(s)
		n, _ := strconv.Atoi(port)
		list = append(list, h.Runtime.NewArray(host, n))
	}
	return h.Runtime.NewArray(list...)
}

// query asks on a goroutine and answers in a scope of the poll phase.
func (h *Host) query(r dnsResolver, kind, name string, done goja.Callable) {
	send := h.Loop.Pending()
	go func() {
		records, err := r.resolve(kind, name)
		send(func() error {
			if err != nil {
				_, thrown := done(goja.Undefined(), h.Runtime.ToValue(err.Error()))
				return thrown
			}
			_, thrown := done(goja.Undefined(), goja.Undefined(), h.records(records))
			return thrown
		})
	}()
}

// resolve asks; a reverse question is looked up in the hosts file first.
func (r dnsResolver) resolve(kind, name string) ([]dnsmessage.Resource, error) {
	if kind == "getHostByAddr" {
		ip, err := netip.ParseAddr(name)
		if err != nil {
			return nil, dnsFailure("EINVAL")
		}
		if found := hostsOf(ip); found != nil {
			return found, nil
		}
		name = reverseName(ip)
	}
	return r.ask(name, dnsKinds[kind])
}

// reverseName is the name that stands for an address (RFC 1035, 3.5; RFC 3596, 2.5).
func reverseName(ip netip.Addr) string {
	var b strings.Builder
	bytes := ip.AsSlice()
	for i := len(bytes) - 1; i >= 0; i-- {
		if ip.Is4() {
			b.WriteString(strconv.Itoa(int(bytes[i])) + ".")
			continue
		}
		const digits = "0123456789abcdef"
		b.Write([]byte{digits[bytes[i]&15], '.', digits[bytes[i]>>4], '.'})
	}
	if ip.Is4() {
		return b.String() + "in-addr.arpa."
	}
	return b.String() + "ip6.arpa."
}

// hostsOf returns the names of an address in the hosts file as if a server had told them.
func hostsOf(ip netip.Addr) (found []dnsmessage.Resource) {
	b, err := os.ReadFile("/etc/hosts")
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(b)) {
		text, _, _ := strings.Cut(line, "#")
		f := strings.Fields(text)
		if len(f) < 2 {
			continue
		}
		if at, err := netip.ParseAddr(f[0]); err != nil || at != ip {
			continue
		}
		for _, name := range f[1:] {
			if n, err := dnsmessage.NewName(name); err == nil {
				found = append(found, dnsmessage.Resource{Body: &dnsmessage.PTRResource{PTR: n}})
			}
		}
	}
	return found
}

// records are [type, object or value] for JavaScript.
func (h *Host) records(list []dnsmessage.Resource) goja.Value {
	var all []any
	for _, r := range list {
		kind, fields := dnsFields(r)
		if kind == "" {
			continue
		}
		o := h.Runtime.NewObject()
		for _, f := range fields {
			switch v := f.value.(type) {
			case []string:
				texts := make([]any, len(v))
				for i, text := range v {
					texts[i] = validUTF8([]byte(text))
				}
				h.set(o, f.name, h.Runtime.NewArray(texts...))
			case []byte:
				h.set(o, f.name, h.arrayBuffer(bytes.Clone(v)))
			default:
				h.set(o, f.name, v)
			}
		}
		all = append(all, h.Runtime.NewArray(kind, o))
	}
	return h.Runtime.NewArray(all...)
}

// hostName is the name of an address, or the address; any goroutine.
func hostName(life context.Context, address string) string {
	ctx, cancel := context.WithTimeout(life, lookupTimeout)
	defer cancel()
	names, err := net.DefaultResolver.LookupAddr(ctx, address)
	if err != nil || len(names) == 0 {
		return address
	}
	return strings.TrimSuffix(names[0], ".")
}

// serviceName is the name of a TCP port in the services file, or the port.
func serviceName(port int) string {
	f, err := os.Open("/etc/services")
	if err != nil {
		return wellKnown(port)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		text, _, _ := strings.Cut(s.Text(), "#")
		if words := strings.Fields(text); len(words) >= 2 && words[1] == strconv.Itoa(port)+"/tcp" {
			return words[0]
		}
	}
	return strconv.Itoa(port)
}

// wellKnown stands in for a services file that is not there.
func wellKnown(port int) string {
	if name, ok := map[int]string{21: "ftp", 22: "ssh", 25: "smtp", 53: "domain", 80: "http", 443: "https"}[port]; ok {
		return name
	}
	return strconv.Itoa(port)
}
