package node

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/subtle"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/chacha20poly1305"
)

// cipherKind is one algorithm. block is 0 for chacha20; iv 0 for none.
type cipherKind struct {
	name       string // as getCipherInfo says it
	mode       string
	nid        int
	key, iv    int
	block      int
	newBlock   func(key []byte) (cipher.Block, error)
	newFeeding func(block cipher.Block, iv []byte, encrypt bool) cipher.Stream
}

func ctrStream(b cipher.Block, iv []byte, _ bool) cipher.Stream { return cipher.NewCTR(b, iv) }

// cipherKinds are the algorithms by the names that getCiphers lists.
var cipherKinds = func() map[string]*cipherKind {
	kinds := map[string]*cipherKind{}
	for i, size := range []string{"128", "192", "256"} {
		key := 16 + 8*i
		add := func(mode string, nid, iv, block int, feeding func(cipher.Block, []byte, bool) cipher.Stream) {
			name := "aes-" + size + "-" + mode
			kinds[name] = &cipherKind{name: name, mode: mode, nid: nid, key: key, iv: iv, block: block, newBlock: aes.NewCipher, newFeeding: feeding}
		}
		add("ecb", 418+4*i, 0, 16, nil)
		add("cbc", 419+4*i, 16, 16, nil)
		add("ofb", 420+4*i, 16, 1, func(b cipher.Block, iv []byte, _ bool) cipher.Stream { return newFeedback(b, iv, feedOutput, false) })
		add("cfb", 421+4*i, 16, 1, func(b cipher.Block, iv []byte, encrypt bool) cipher.Stream {
			return newFeedback(b, iv, feedBlock, encrypt)
		})
		add("cfb8", 653+i, 16, 1, func(b cipher.Block, iv []byte, encrypt bool) cipher.Stream {
			return newFeedback(b, iv, feedByte, encrypt)
		})
		add("ctr", 904+i, 16, 1, ctrStream)
		add("gcm", 895+3*i, 12, 1, nil)
		kinds["aes-"+size+"-gcm"].name = "id-aes" + size + "-gcm"
	}
	kinds["des-ede3-cbc"] = &cipherKind{name: "des-ede3-cbc", mode: "cbc", nid: 44, key: 24, iv: 8, block: 8, newBlock: des.NewTripleDESCipher}
	kinds["des-ede3-ecb"] = &cipherKind{name: "des-ede3", mode: "ecb", nid: 33, key: 24, block: 8, newBlock: des.NewTripleDESCipher}
	kinds["chacha20-poly1305"] = &cipherKind{name: "chacha20-poly1305", mode: "stream", nid: 1018, key: 32, iv: 12}
	return kinds
}()

var cipherAliases = map[string]string{
	"aes128": "aes-128-cbc", "aes192": "aes-192-cbc", "aes256": "aes-256-cbc", "des3": "des-ede3-cbc", "des-ede3": "des-ede3-ecb",
	"id-aes128-gcm": "aes-128-gcm", "id-aes192-gcm": "aes-192-gcm", "id-aes256-gcm": "aes-256-gcm",
}

func cipherNames() []string {
	var names []string
	for name := range cipherKinds {
		names = append(names, name)
	}
	for name := range cipherAliases {
		names = append(names, strings.Replace(name, "-gcm", "-GCM", 1))
	}
	slices.Sort(names)
	return names
}

func cipherOf(name string) *cipherKind {
	name = strings.ToLower(name)
	if base, ok := cipherAliases[name]; ok {
		name = base
	}
	return cipherKinds[name]
}

func (k *cipherKind) authenticated() bool { return k.mode == "gcm" || k.mode == "stream" }

// feedback modes (NIST SP 800-38A, sections 6.3 and 6.4); crypto/cipher has them, but as deprecated, and not CFB8.
type feedback struct {
	block     cipher.Block
	register  []byte // what is encrypted next
	key       []byte // the encrypted register, from at on not used
	at        int
	kind      int
	encrypted bool // this side encrypts
}

const (
	feedOutput = iota
	feedBlock
	feedByte
)

func newFeedback(b cipher.Block, iv []byte, kind int, encrypt bool) *feedback {
	return &feedback{block: b, register: append([]byte(nil), iv...), key: make([]byte, b.BlockSize()), at: b.BlockSize(), kind: kind, encrypted: encrypt}
}

func (f *feedback) XORKeyStream(dst, src []byte) {
	for i, in := range src {
		if f.at == len(f.key) || f.kind == feedByte {
			f.block.Encrypt(f.key, f.register)
			f.at = 0
		}
		out := in ^ f.key[f.at]
		dst[i] = out
		fed := in
		if f.encrypted {
			fed = out
		}
		switch f.kind {
		case feedOutput:
			f.register[f.at] = f.key[f.at]
		case feedBlock:
			f.register[f.at] = fed
		default:
			f.register = append(f.register[1:], fed)
		}
		f.at++
	}
}

// coding is one encryption or decryption: what createCipheriv makes.
type coding struct {
	kind    *cipherKind
	encrypt bool
	padding bool
	done    bool
	fed     bool
	iv      []byte

	blocks cipher.BlockMode // cbc; ecb through blockwise
	stream cipher.Stream
	rest   []byte // of blocks: what waits for the rest of its block (decrypting with padding: or for the end)

	aead      cipher.AEAD
	plain     []byte // of authenticated ciphers: everything, for the tag
	extra     []byte
	tag       []byte
	tagLength int
}

// blockwise is ECB.
type blockwise struct {
	cipher.Block
	encrypt bool
}

func (b blockwise) CryptBlocks(dst, src []byte) {
	one := b.Decrypt
	if b.encrypt {
		one = b.Encrypt
	}
	for n := b.BlockSize(); len(src) > 0; dst, src = dst[n:], src[n:] {
		one(dst[:n], src[:n])
	}
}

var errCipherIV = codedError("TypeError", "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector")

func newCoding(name string, encrypt bool, key, iv []byte, hasIV bool, tagLength int) (*coding, error) {
	kind := cipherOf(name)
	switch {
	case kind == nil:
		return nil, codedError("Error", "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher")
	case len(key) != kind.key:
		return nil, errKeyLength
	case !hasIV && kind.iv != 0, kind.authenticated() && len(iv) == 0:
		return nil, errCipherIV
	case !kind.authenticated() && len(iv) != kind.iv:
		return nil, errCipherIV
	case kind.mode == "stream" && len(iv) > 12:
		return nil, errCipherIV
	}
	if kind.authenticated() && tagLength >= 0 && !kind.tagLengthIs(tagLength) {
		return nil, tagLengthError(tagLength)
	}
	c := &coding{kind: kind, encrypt: encrypt, padding: true, tagLength: tagLength, iv: iv}
	return c, c.start(key)
}

func tagLengthError(n int) error {
	return &cryptoError{class: "TypeError", code: "ERR_CRYPTO_INVALID_AUTH_TAG", message: "Invalid authentication tag length: " + strconv.Itoa(n)}
}

// tagLengthIs says whether a tag may have n bytes.
func (k *cipherKind) tagLengthIs(n int) bool {
	if k.mode == "gcm" {
		return n == 4 || n == 8 || n >= 12 && n <= 16
	}
	return n >= 1 && n <= 16
}

func (c *coding) start(key []byte) (err error) {
	if c.kind.mode == "stream" {
		return c.startChaCha(key)
	}
	block, err := c.kind.newBlock(key)
	if err != nil {
		return err
	}
	switch {
	case c.kind.mode == "gcm":
		return c.startGCM(block)
	case c.kind.newFeeding != nil:
		c.stream = c.kind.newFeeding(block, c.iv, c.encrypt)
	case c.kind.mode == "ecb":
		c.blocks = blockwise{block, c.encrypt}
	case c.encrypt:
		c.blocks = cipher.NewCBCEncrypter(block, c.iv)
	default:
		c.blocks = cipher.NewCBCDecrypter(block, c.iv)
	}
	return nil
}

func (c *coding) startChaCha(key []byte) (err error) {
	c.iv = append(make([]byte, 12-len(c.iv)), c.iv...)
	if c.aead, err = chacha20poly1305.New(key); err != nil {
		return err
	}
	stream, err := chacha20.NewUnauthenticatedCipher(key, c.iv)
	if err != nil {
		return err
	}
	stream.SetCounter(1)
	c.stream = stream
	return nil
}

// startGCM begins the key stream of GCM (NIST SP 800-38D, section 7.1): the data uses the blocks after the first.
func (c *coding) startGCM(block cipher.Block) (err error) {
	if c.aead, err = cipher.NewGCMWithNonceSize(block, len(c.iv)); err != nil {
		return err
	}
	first := make([]byte, 16)
	if len(c.iv) == 12 {
		copy(first, c.iv)
		first[15] = 1
	} else {
		first = gcmCounter(block, c.iv)
	}
	c.stream = cipher.NewCTR(block, first)
	c.stream.XORKeyStream(make([]byte, 16), make([]byte, 16))
	return nil
}

// gcmCounter is the first counter for a nonce that has not 12 bytes: GHASH of it, bit by bit, as it is only done once.
func gcmCounter(block cipher.Block, nonce []byte) []byte {
	key := make([]byte, 16)
	block.Encrypt(key, key)
	padded := append([]byte(nil), nonce...)
	for len(padded)%16 != 0 {
		padded = append(padded, 0)
	}
	bits := uint64(len(nonce)) * 8
	padded = append(padded, 0, 0, 0, 0, 0, 0, 0, 0)
	for shift := 56; shift >= 0; shift -= 8 {
		padded = append(padded, byte(bits>>shift))
	}
	sum := make([]byte, 16)
	for ; len(padded) > 0; padded = padded[16:] {
		subtle.XORBytes(sum, sum, padded[:16])
		sum = gcmMultiply(sum, key)
	}
	return sum
}

// gcmMultiply multiplies in GF(2^128) (SP 800-38D, section 6.3).
func gcmMultiply(x, y []byte) []byte {
	z, v := make([]byte, 16), append([]byte(nil), y...)
	for i := range 128 {
		if x[i/8]>>(7-i%8)&1 == 1 {
			subtle.XORBytes(z, z, v)
		}
		carry := v[15] & 1
		for j := 15; j > 0; j-- {
			v[j] = v[j]>>1 | v[j-1]<<7
		}
		v[0] >>= 1
		if carry == 1 {
			v[0] ^= 0xe1
		}
	}
	return z
}

func (c *coding) update(in []byte) ([]byte, error) {
	if c.done {
		return nil, plainError("Trying to add data in unsupported state")
	}
	c.fed = true
	if c.stream != nil {
		out := make([]byte, len(in))
		c.stream.XORKeyStream(out, in)
		if c.aead != nil {
			c.remember(in, out)
		}
		return out, nil
	}
	c.rest = append(c.rest, in...)
	whole := len(c.rest) / c.kind.block * c.kind.block
	if !c.encrypt && c.padding && whole == len(c.rest) && whole > 0 {
		whole -= c.kind.block // it may be padding
	}
	out := make([]byte, whole)
	c.blocks.CryptBlocks(out, c.rest[:whole])
	c.rest = append([]byte(nil), c.rest[whole:]...)
	return out, nil
}

func (c *coding) remember(in, out []byte) {
	if c.encrypt {
		out = in
	}
	c.plain = append(c.plain, out...)
}

var (
	errBlockLength = queued(0x1C80006B, "Provider routines", "wrong final block length", "ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH")
	errBadDecrypt  = queued(0x1C800064, "Provider routines", "bad decrypt", "ERR_OSSL_BAD_DECRYPT")
	errUnauthentic = plainError("Unsupported state or unable to authenticate data")
	errCipherState = codedError("Error", "ERR_CRYPTO_INVALID_STATE", "Invalid state")
)

func (c *coding) final() ([]byte, error) {
	if c.done {
		return nil, errCipherState
	}
	c.done = true
	switch {
	case c.aead != nil:
		return nil, c.authenticate()
	case c.stream != nil:
		return nil, nil
	case !c.padding && len(c.rest) > 0:
		return nil, errBlockLength
	case !c.padding:
		return nil, nil
	case c.encrypt:
		n := c.kind.block - len(c.rest)%c.kind.block
		for range n {
			c.rest = append(c.rest, byte(n))
		}
		c.blocks.CryptBlocks(c.rest, c.rest)
		return c.rest, nil
	}
	return c.unpad()
}

// unpad decrypts the last block and takes the padding of RFC 5652, section 6.3, away.
func (c *coding) unpad() ([]byte, error) {
	size := c.kind.block
	if len(c.rest) != size {
		return nil, errBlockLength
	}
	c.blocks.CryptBlocks(c.rest, c.rest)
	n := int(c.rest[size-1])
	if n == 0 || n > size {
		return nil, errBadDecrypt
	}
	for _, b := range c.rest[size-n:] {
		if int(b) != n {
			return nil, errBadDecrypt
		}
	}
	return c.rest[:size-n], nil
}

// authenticate makes the tag, or compares it.
func (c *coding) authenticate() error {
	sealed := c.aead.Seal(nil, c.iv, c.plain, c.extra)
	tag := sealed[len(c.plain):]
	c.plain = nil
	if c.encrypt {
		if c.tagLength < 0 {
			c.tagLength = len(tag)
		}
		c.tag = tag[:c.tagLength]
		return nil
	}
	if len(c.tag) == 0 || subtle.ConstantTimeCompare(c.tag, tag[:len(c.tag)]) != 1 {
		return errUnauthentic
	}
	return nil
}

// setTag takes the tag to compare with; not ok in a state that has no place for one.
func (c *coding) setTag(tag []byte) (ok bool, err error) {
	if !c.kind.authenticated() || c.encrypt || c.done || c.tag != nil {
		return false, nil
	}
	if !c.kind.tagLengthIs(len(tag)) || c.tagLength >= 0 && len(tag) != c.tagLength {
		return false, tagLengthError(len(tag))
	}
	c.tag = tag
	return true, nil
}

func (a *arguments) coding(i int) *coding { return held[*coding](a, i) }

var cipherNatives = map[string]cryptoNative{
	"ciphers": func(a *arguments) cryptoJob {
		return now(func() goja.Value { return a.h.stringList(cipherNames()) }, nil)
	},
	// cipher(name, encrypt, key, iv or null, tag length or undefined)
	"cipher": func(a *arguments) cryptoJob {
		c, err := newCoding(a.text(0), a.bool(1), a.copied(2), a.copied(3), a.given(3), a.digestLength(4))
		return now(a.value(c), err)
	},
	// cipherUpdate(cipher, string or view, encoding)
	"cipherUpdate": func(a *arguments) cryptoJob {
		out, err := a.coding(0).update(a.input(1, a.text(2)))
		return now(a.buffer(out), err)
	},
	"cipherFinal": func(a *arguments) cryptoJob {
		out, err := a.coding(0).final()
		return now(a.buffer(out), err)
	},
	// cipherPadding(cipher, on) says whether it may still be set.
	"cipherPadding": func(a *arguments) cryptoJob {
		c := a.coding(0)
		if !c.done {
			c.padding = a.bool(1)
		}
		return now(a.value(!c.done), nil)
	},
	// cipherTag(cipher) is the tag, undefined if there is none (yet).
	"cipherTag": func(a *arguments) cryptoJob {
		c := a.coding(0)
		if !c.encrypt || !c.done || c.tag == nil {
			return now(nil, nil)
		}
		return now(a.buffer(c.tag), nil)
	},
	"cipherSetTag": func(a *arguments) cryptoJob {
		ok, err := a.coding(0).setTag(a.copied(1))
		return now(a.value(ok), err)
	},
	// cipherSetAAD(cipher, view)
	"cipherSetAAD": func(a *arguments) cryptoJob {
		c := a.coding(0)
		ok := c.kind.authenticated() && !c.done && !c.fed
		if ok {
			c.extra = append(c.extra, a.bytes(1)...)
		}
		return now(a.value(ok), nil)
	},
	// cipherInfo(name or nid) is [mode, name, nid, block size, iv length, key length], or undefined.
	"cipherInfo": func(a *arguments) cryptoJob {
		kind := cipherOf(a.text(0))
		if goja.IsNumber(a.at(0)) {
			for _, k := range cipherKinds {
				if k.nid == int(a.int(0)) {
					kind = k
				}
			}
		}
		if kind == nil {
			return now(nil, nil)
		}
		return now(func() goja.Value {
			return a.h.Runtime.NewArray(kind.mode, kind.name, kind.nid, kind.block, kind.iv, kind.key)
		}, nil)
	},
}
