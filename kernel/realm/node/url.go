package node

import (
	"strings"

	"github.com/dop251/goja"
	"github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/idna"
)

// urlFields are what a parsed URL is to js/internal/url.js, in this order.
func urlFields(u *url.Url) []any {
	return []any{u.Href(false), u.Protocol(), u.Username(), u.Password(), u.Host(), u.Hostname(), u.Port(), u.Pathname(), u.Search(), u.Hash()}
}

// urlSetters are the setters of the URL class, by the property's name.
var urlSetters = map[string]func(*url.Url, string){
	"protocol": (*url.Url).SetProtocol,
	"username": (*url.Url).SetUsername,
	"password": (*url.Url).SetPassword,
	"host":     (*url.Url).SetHost,
	"hostname": (*url.Url).SetHostname,
	"port":     (*url.Url).SetPort,
	"pathname": (*url.Url).SetPathname,
	"search":   (*url.Url).SetSearch,
	"hash":     (*url.Url).SetHash,
}

// bindURL gives js/internal/url.js the parser of the URL standard (url.spec.whatwg.org).
func bindURL(h *Host, natives *goja.Object) {
	// parse(input, base) returns the fields, undefined if that is no URL.
	h.function(natives, "parse", func(call goja.FunctionCall) goja.Value {
		u, err := parseURL(call.Argument(0), call.Argument(1))
		if err != nil {
			return goja.Undefined()
		}
		return h.Runtime.NewArray(urlFields(u)...)
	})
	// update(href, property, value) returns the fields with one property set, the same fields if it cannot be.
	h.function(natives, "update", func(call goja.FunctionCall) goja.Value {
		u, err := url.Parse(call.Argument(0).String())
		if err != nil {
			panic("node: a URL that does not parse again: " + call.Argument(0).String())
		}
		urlSetters[call.Argument(1).String()](u, call.Argument(2).String())
		return h.Runtime.NewArray(urlFields(u)...)
	})
	h.function(natives, "wellFormed", h.wellFormed)
	h.function(natives, "domainToASCII", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(domainToASCII(call.Argument(0).String()))
	})
	h.function(natives, "domainToUnicode", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(domainToUnicode(call.Argument(0).String()))
	})
	// idna(domain) is the legacy parser's: Unicode to ASCII, "" if it cannot be.
	h.function(natives, "idna", func(call goja.FunctionCall) goja.Value {
		ascii, err := legacyDomain.ToASCII(call.Argument(0).String())
		if err != nil {
			return h.Runtime.ToValue("")
		}
		return h.Runtime.ToValue(ascii)
	})
}

func parseURL(input, base goja.Value) (*url.Url, error) {
	if goja.IsUndefined(base) {
		return url.Parse(input.String())
	}
	return url.ParseRef(base.String(), input.String())
}

var legacyDomain = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.VerifyDNSLength(false))

// domainToASCII parses a domain as the host of a web address; "" if it is none.
func domainToASCII(domain string) string {
	u, err := url.Parse("ws://" + domain)
	if err != nil || strings.ContainsAny(domain, "/?#@\\") {
		return ""
	}
	return u.Hostname()
}

// domainToUnicode is domainToASCII with the Punycode undone.
func domainToUnicode(domain string) string {
	text, err := idna.New(idna.CheckHyphens(false)).ToUnicode(domainToASCII(domain))
	if err != nil {
		return domainToASCII(domain)
	}
	return text
}
