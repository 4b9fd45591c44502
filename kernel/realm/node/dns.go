package node

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"time"

	"github.com/dop251/goja"
)

// Errors of getaddrinfo, libuv's numbers.
const (
	eaiAgain  = -3001
	eaiNoName = -3008
)

// bindDNS gives js/internal/dns the lookup of the system: hosts file, then DNS.
func bindDNS(h *Host, natives *goja.Object) {
	// lookup(name, family 0, 4 or 6, hints, callback(errno, [address, …])): addresses in the order of the system.
	h.function(natives, "lookup", func(call goja.FunctionCall) goja.Value {
		name, family, hints := call.Argument(0).String(), integer(call.Argument(1)), integer(call.Argument(2))
		done := h.callable(call.Argument(3))
		send, life := h.Loop.Pending(), h.net.lifetime()
		go func() {
			addresses, errno := lookupAddresses(life, name, family, hints)
			send(func() error {
				list := make([]any, len(addresses))
				for i, a := range addresses {
					list[i] = a
				}
				_, err := done(goja.Undefined(), h.Runtime.ToValue(errno), h.Runtime.NewArray(list...))
				return err
			})
		}()
		return goja.Undefined()
	})
}

// Hints of lookup, the system's numbers on Linux.
const (
	hintV4Mapped   = 8
	hintAll        = 16
	hintAddrConfig = 32
)

// lookupTimeout is how long the system may take.
const lookupTimeout = 30 * time.Second

// lookupAddresses is getaddrinfo; any goroutine.
func lookupAddresses(life context.Context, name string, family, hints int) (addresses []string, errno int) {
	ctx, cancel := context.WithTimeout(life, lookupTimeout)
	defer cancel()
	network := map[int]string{4: "ip4", 6: "ip6"}[family]
	if network == "" {
		network = "ip"
	}
	found, err := net.DefaultResolver.LookupNetIP(ctx, network, name)
	if err == nil && hints&hintAddrConfig != 0 {
		found = configured(found)
	}
	for _, a := range found {
		addresses = append(addresses, a.Unmap().String())
	}
	if err == nil && len(addresses) == 0 {
		return nil, eaiNoName
	}
	return addresses, lookupErrno(err)
}

func lookupErrno(err error) int {
	var failure *net.DNSError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &failure) && !failure.IsNotFound && (failure.IsTemporary || failure.IsTimeout):
		return eaiAgain
	}
	return eaiNoName
}

// configured leaves out addresses of a family that no interface has, but for the loopback one.
func configured(list []netip.Addr) []netip.Addr {
	v4, v6 := families()
	if !v4 && !v6 {
		return list
	}
	var kept []netip.Addr
	for _, a := range list {
		if a.Unmap().Is4() && v4 || !a.Unmap().Is4() && (v6 || a.IsLoopback()) {
			kept = append(kept, a)
		}
	}
	return kept
}

// families reports which families the interfaces have addresses of.
func families() (v4, v6 bool) {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return false, false
	}
	for _, a := range addresses {
		p, ok := a.(*net.IPNet)
		if !ok || p.IP.IsLoopback() {
			continue
		}
		if p.IP.To4() != nil {
			v4 = true
		} else {
			v6 = true
		}
	}
	return v4, v6
}
