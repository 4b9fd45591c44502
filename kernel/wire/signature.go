package wire

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"sync"
)

// DefaultScheme is the signature scheme of a connection file that names none.
const DefaultScheme = "hmac-sha256"

// schemes are the hashes behind "hmac-…": whatever Python's hmac.new takes that Go's library has.
func schemes() map[string]func() hash.Hash {
	return map[string]func() hash.Hash{
		"hmac-md5":    md5.New,
		"hmac-sha1":   sha1.New,
		"hmac-sha224": sha256.New224,
		"hmac-sha256": sha256.New,
		"hmac-sha384": sha512.New384,
		"hmac-sha512": sha512.New,
	}
}

// A signer computes signatures. It is safe from any goroutine.
type signer struct {
	hashes sync.Pool // of hash.Hash, already keyed: hashing the key costs as much as hashing a small message
}

func newSigner(key []byte, scheme string) (*signer, error) {
	if scheme == "" {
		scheme = DefaultScheme
	}
	known := schemes()
	newHash, ok := known[scheme]
	if !ok {
		return nil, fmt.Errorf("signature scheme %q is unknown, want one of %v", scheme, sortedKeys(known))
	}
	if len(key) == 0 {
		return nil, nil
	}
	key = slices.Clone(key)
	g := &signer{}
	g.hashes.New = func() any { return hmac.New(newHash, key) }
	return g, nil
}

func sortedKeys(m map[string]func() hash.Hash) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// sign returns the signature of the frames as it stands on the wire: lower-case hex, which some frontends compare as
// text. A nil signer signs nothing: the signature is empty.
func (g *signer) sign(frames ...[]byte) []byte {
	if g == nil {
		return []byte{}
	}
	h := g.hashes.Get().(hash.Hash)
	h.Reset()
	for _, f := range frames {
		h.Write(f)
	}
	var room [sha512.Size]byte
	sum := h.Sum(room[:0])
	g.hashes.Put(h)
	return hex.AppendEncode(make([]byte, 0, 2*len(sum)), sum)
}

// verify reports whether signature is right, in a time that does not depend on how wrong it is.
func (g *signer) verify(signature []byte, frames ...[]byte) bool {
	return g == nil || hmac.Equal(signature, g.sign(frames...))
}
