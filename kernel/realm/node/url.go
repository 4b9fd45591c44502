package node

import (
	"regexp"
	"strings"

	"github.com/dop251/goja"
	"github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/idna"
)

// urlParser follows the URL standard as of 2025 where the library is older ("^" is escaped in paths) and where it
// errs: it takes a last label with a sign ("-1", "a.0x+1") for a number, so that label is dressed up while it decides.
var urlParser = url.NewParser(
	url.WithPathPercentEncodeSet(url.PathPercentEncodeSet.Set('^')),
	url.WithPreParseHostFunc(func(u *url.Url, host string) string {
		if !u.IsSpecialScheme() || !signedLabel.MatchString(host) {
			return host
		}
		at := strings.LastIndexByte(strings.TrimSuffix(host, "."), '.') + 1
		return host[:at] + dress + host[at:]
	}),
	url.WithPostParseHostFunc(func(_ *url.Url, host string) string { return strings.Replace(host, dress, "", 1) }),
)

var signedLabel = regexp.MustCompile(`(?i)(?:^|\.)(?:0x?)?[+-][0-9a-f]*\.?$`)

const dress = "signed--label"

// urlFields are what a parsed URL is to js/internal/url.js, in this order.
func urlFields(u *url.Url) []any {
	href, path := u.Href(false), u.Pathname()
	if u.OpaquePath() && strings.HasSuffix(path, " ") {
		// The space in front of a query or fragment would be lost with them.
		at := len(u.Protocol()) + len(path) - 1
		href = href[:at] + "%20" + href[at+1:]
		path = path[:len(path)-1] + "%20"
	}
	return []any{href, u.Protocol(), u.Username(), u.Password(), u.Host(), u.Hostname(), u.Port(), path, u.Search(), u.Hash()}
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
	// update(href, property, value) returns the fields with one property set, the same ones if it cannot be; undefined
	// if the URL itself does not parse again.
	h.function(natives, "update", func(call goja.FunctionCall) goja.Value {
		u, err := urlParser.Parse(call.Argument(0).String())
		if err != nil {
			return goja.Undefined()
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
		return urlParser.Parse(input.String())
	}
	return urlParser.ParseRef(base.String(), input.String())
}

var legacyDomain = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.CheckHyphens(false), idna.StrictDomainName(false), idna.VerifyDNSLength(false))

// domainToASCII sets a domain as the host of a web address; "" if it cannot be one.
func domainToASCII(domain string) string {
	const unset = "not.set"
	u, err := urlParser.Parse("ws://" + unset)
	if err != nil {
		panic("node: " + err.Error())
	}
	u.SetHostname(domain)
	if u.Hostname() == unset {
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
