package node

import "math/bits"

// inflater reads RFC 1951 for a decoder. Go's compress/flate does the same, but hands out nothing of a block before its
// end: here what has been decoded is handed out whenever input runs dry, as zlib does, so that a stream that is cut off
// (or slow) gives all it has; and each kind of wrong data has the text that zlib has for it.
type inflater struct {
	d      *decoder
	sum    *checksum // nil: none
	acc    uint64    // bits read and not used, the next one lowest
	have   uint      // how many
	window [1 << 15]byte
	at     int // where in window the next byte goes
	from   int // what is before it, up to at, is not handed out yet
	filled int // how many bytes of window hold something
}

// inflate decompresses one stream to its end. It reads no byte behind it.
func (d *decoder) inflate(sum *checksum, dictionary []byte) error {
	z := &inflater{d: d, sum: sum}
	dictionary = dictionary[max(0, len(dictionary)-len(z.window)):]
	z.at = copy(z.window[:], dictionary) % len(z.window)
	z.from, z.filled = z.at, len(dictionary)
	for {
		head, err := z.take(3)
		if err != nil {
			return err
		}
		if err := z.block(head >> 1); err != nil {
			if given := z.give(); given != nil {
				return given
			}
			return err
		}
		if head&1 != 0 {
			return z.give()
		}
	}
}

func (z *inflater) block(kind uint) error {
	switch kind {
	case 0:
		return z.stored()
	case 1:
		return z.codes(&fixedLengths, &fixedDistances)
	case 2:
		lengths, distances, err := z.tables()
		if err != nil {
			return err
		}
		return z.codes(lengths, distances)
	}
	return dataError("invalid block type")
}

// more reads one byte of input; before it waits, everything decoded is handed out.
func (z *inflater) more() error {
	if len(z.d.in) == 0 {
		if err := z.give(); err != nil {
			return err
		}
	}
	b, err := z.d.ReadByte()
	if err != nil {
		return err
	}
	z.acc |= uint64(b) << z.have
	z.have += 8
	return nil
}

func (z *inflater) take(n uint) (uint, error) {
	for z.have < n {
		if err := z.more(); err != nil {
			return 0, err
		}
	}
	v := uint(z.acc & (1<<n - 1))
	z.acc >>= n
	z.have -= n
	return v, nil
}

// put adds a byte to the output.
func (z *inflater) put(b byte) error {
	z.window[z.at] = b
	z.at++
	if z.at < len(z.window) {
		return nil
	}
	err := z.give()
	z.at, z.from, z.filled = 0, 0, len(z.window)
	return err
}

// give hands out what has been decoded.
func (z *inflater) give() error {
	out := z.window[z.from:z.at]
	z.from = z.at
	if len(out) == 0 {
		return nil
	}
	if z.sum != nil {
		z.sum.add(out)
	}
	_, err := z.d.Write(out)
	return err
}

func (z *inflater) stored() error {
	z.acc, z.have = z.acc>>(z.have&7), z.have&^7
	size, err := z.take(16)
	if err != nil {
		return err
	}
	complement, err := z.take(16)
	if err != nil {
		return err
	}
	if size != ^complement&0xFFFF {
		return dataError("invalid stored block lengths")
	}
	for ; size > 0; size-- {
		b, err := z.take(8)
		if err != nil {
			return err
		}
		if err := z.put(byte(b)); err != nil {
			return err
		}
	}
	return nil
}

// The lengths and distances of RFC 1951, section 3.2.5: what a symbol starts from, and how many bits are added.
var (
	lengthBase = [29]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthBits = [29]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distBase   = [30]uint16{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577}
	distBits   = [30]uint8{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13}
)

// codes decodes the symbols of a block.
func (z *inflater) codes(lengths, distances *huffman) error {
	for {
		symbol, err := z.symbol(lengths)
		switch {
		case err != nil:
			return err
		case symbol < 256 && symbol >= 0:
			if err := z.put(byte(symbol)); err != nil {
				return err
			}
			continue
		case symbol == 256:
			return nil
		case symbol < 0 || symbol > 285:
			return dataError("invalid literal/length code")
		}
		extra, err := z.take(uint(lengthBits[symbol-257]))
		if err != nil {
			return err
		}
		if err := z.match(int(lengthBase[symbol-257])+int(extra), distances); err != nil {
			return err
		}
	}
}

// match repeats length bytes from a distance.
func (z *inflater) match(length int, distances *huffman) error {
	symbol, err := z.symbol(distances)
	if err != nil {
		return err
	}
	if symbol < 0 || symbol > 29 {
		return dataError("invalid distance code")
	}
	extra, err := z.take(uint(distBits[symbol]))
	if err != nil {
		return err
	}
	distance := int(distBase[symbol]) + int(extra)
	if distance > max(z.filled, z.at) {
		return dataError("invalid distance too far back")
	}
	for ; length > 0; length-- {
		if err := z.put(z.window[(z.at-distance)&(len(z.window)-1)]); err != nil {
			return err
		}
	}
	return nil
}

// huffman is a code of RFC 1951, section 3.2.2.
type huffman struct {
	quick   [1 << quickBits]uint16 // by the next bits: symbol<<4 | length of its code; 0: longer than quickBits, or none
	count   [16]uint16             // codes of each length
	symbols [288]uint16            // in the order of their codes
}

const quickBits = 9

// newHuffman makes the code in which symbol i has lengths[i] bits. Over-full codes are
// wrong, and so are those with holes, but for a single code of one bit, or none at all, where lone is true.
func newHuffman(lengths []uint8, lone bool) (*huffman, bool) {
	h := &huffman{}
	longest := 0
	for _, n := range lengths {
		h.count[n]++
		longest = max(longest, int(n))
	}
	h.count[0] = 0
	left := 1
	var next, start [16]int
	for n, code, at := 1, 0, 0; n < 16; n++ {
		left = left<<1 - int(h.count[n])
		if left < 0 {
			return nil, false
		}
		code <<= 1
		next[n], start[n] = code, at
		code += int(h.count[n])
		at += int(h.count[n])
	}
	if left > 0 && longest > 0 && (!lone || longest != 1) {
		return nil, false
	}
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		h.symbols[start[n]] = uint16(symbol)
		start[n]++
		h.fill(next[n], int(n), symbol)
		next[n]++
	}
	return h, longest > 0 || lone
}

// fill enters a short code wherever it is what the next bits begin with.
func (h *huffman) fill(code, n, symbol int) {
	if n > quickBits {
		return
	}
	reversed := int(bits.Reverse16(uint16(code)) >> (16 - n))
	for i := reversed; i < len(h.quick); i += 1 << n {
		h.quick[i] = uint16(symbol<<4 | n)
	}
}

// symbol reads one symbol, no bit more; -1 is a code that means nothing.
func (z *inflater) symbol(h *huffman) (int, error) {
	for {
		entry := h.quick[z.acc&(1<<quickBits-1)]
		if n := uint(entry & 15); entry != 0 && n <= z.have {
			z.acc >>= n
			z.have -= n
			return int(entry >> 4), nil
		}
		if z.have >= quickBits {
			return z.long(h)
		}
		if err := z.more(); err != nil {
			return 0, err
		}
	}
}

// long reads a symbol bit by bit.
func (z *inflater) long(h *huffman) (int, error) {
	code, first, index := 0, 0, 0
	for n := uint(1); n < 16; n++ {
		if z.have < n {
			if err := z.more(); err != nil {
				return 0, err
			}
		}
		code |= int(z.acc>>(n-1)) & 1
		count := int(h.count[n])
		if code-count < first {
			z.acc >>= n
			z.have -= n
			return int(h.symbols[index+code-first]), nil
		}
		index += count
		first = (first + count) << 1
		code <<= 1
	}
	return -1, nil
}

// The codes of RFC 1951, section 3.2.6.
var (
	fixedLengths = *fixed(288, func(i int) uint8 {
		switch {
		case i < 144 || i > 279:
			return 8
		case i < 256:
			return 9
		}
		return 7
	})
	fixedDistances = *fixed(32, func(int) uint8 { return 5 })
)

func fixed(n int, length func(int) uint8) *huffman {
	lengths := make([]uint8, n)
	for i := range lengths {
		lengths[i] = length(i)
	}
	h, ok := newHuffman(lengths, false)
	if !ok {
		panic("node: the fixed codes of deflate")
	}
	return h
}

// The order in which the lengths of the code for lengths come (section 3.2.7).
var lengthOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// tables reads the codes of a dynamic block.
func (z *inflater) tables() (lengths, distances *huffman, err error) {
	head, err := z.take(14)
	if err != nil {
		return nil, nil, err
	}
	literals, dists, codes := int(head&31)+257, int(head>>5&31)+1, int(head>>10)+4
	if literals > 286 || dists > 30 {
		return nil, nil, dataError("too many length or distance symbols")
	}
	var of [19]uint8
	for _, i := range lengthOrder[:codes] {
		n, err := z.take(3)
		if err != nil {
			return nil, nil, err
		}
		of[i] = uint8(n)
	}
	code, ok := newHuffman(of[:], false)
	if !ok {
		return nil, nil, dataError("invalid code lengths set")
	}
	all, err := z.lengths(code, literals+dists)
	if err != nil {
		return nil, nil, err
	}
	if all[256] == 0 {
		return nil, nil, dataError("invalid code -- missing end-of-block")
	}
	if lengths, ok = newHuffman(all[:literals], true); !ok {
		return nil, nil, dataError("invalid literal/lengths set")
	}
	if distances, ok = newHuffman(all[literals:], true); !ok {
		return nil, nil, dataError("invalid distances set")
	}
	return lengths, distances, nil
}

// lengths reads the lengths of n codes, run-length coded.
func (z *inflater) lengths(code *huffman, n int) ([]uint8, error) {
	list := make([]uint8, 0, n)
	for len(list) < n {
		symbol, err := z.symbol(code)
		if err != nil {
			return nil, err
		}
		if symbol >= 0 && symbol < 16 {
			list = append(list, uint8(symbol))
			continue
		}
		value, base, width := uint8(0), 3, uint(3)
		switch symbol {
		case 16:
			if len(list) == 0 {
				return nil, dataError("invalid bit length repeat")
			}
			value, width = list[len(list)-1], 2
		case 18:
			base, width = 11, 7
		}
		extra, err := z.take(width)
		if err != nil {
			return nil, err
		}
		if len(list)+base+int(extra) > n {
			return nil, dataError("invalid bit length repeat")
		}
		for range base + int(extra) {
			list = append(list, value)
		}
	}
	return list, nil
}
