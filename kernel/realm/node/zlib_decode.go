package node

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"iter"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// pause is why a decoder stopped.
type pause int

const (
	needInput pause = iota
	needRoom
	failed // fail says why
)

// decoder is a codec whose work is a coroutine. What it runs (run) reads the decoder as io.Reader and io.ByteReader and
// writes to it as io.Writer; those are where it pauses.
type decoder struct {
	options codecOptions
	next    func() (pause, bool)
	stop    func()
	yield   func(pause) bool

	in, out       []byte // what is left of those of this step
	final         bool   // there will be no more input
	read, written int
	ahead         []byte // read before it was known to be data (unzip)
	fail          error
	ended         bool
}

// errStopped unwinds a coroutine whose decoder was closed.
var errStopped = errors.New("the stream was closed")

func newDecoder(o codecOptions) *decoder {
	d := &decoder{options: o}
	d.start()
	return d
}

func (d *decoder) start() {
	d.ended, d.fail = false, nil
	d.next, d.stop = iter.Pull(func(yield func(pause) bool) {
		d.yield = yield
		if err := d.run(); err != nil && !errors.Is(err, errStopped) {
			d.fail = err
			yield(failed)
			return
		}
		d.ended = true
	})
}

func (d *decoder) close() { d.stop() }

// gzipped reports whether more members may follow the one that has ended.
func (d *decoder) gzipped() bool {
	return d.options.mode == modeGunzip || d.options.mode == modeUnzip
}

func (d *decoder) step(in, out []byte, flush int) (read, written int, err error) {
	d.in, d.out, d.read, d.written = in, out, 0, 0
	d.final = flush == flushFinish
	defer func() { d.in, d.out = nil, nil }()
	for {
		if d.ended {
			if !d.gzipped() || d.options.single || len(d.in) == 0 || d.in[0] == 0 {
				return d.read, d.written, nil
			}
			d.start() // RFC 1952, section 2.2: members follow each other
		}
		switch why, running := d.next(); {
		case !running:
			continue
		case why == failed:
			return d.read, d.written, d.fail
		case why == needInput && d.final && len(d.out) > 0:
			return d.read, d.written, errTruncated
		default:
			return d.read, d.written, nil
		}
	}
}

// fill waits until there is input. The end of all input is told to those who ask for it (brotli, zstd).
func (d *decoder) fill() error {
	for len(d.in) == 0 {
		if d.final && d.options.mode >= modeBrotliDecode {
			return io.EOF
		}
		if !d.yield(needInput) {
			return errStopped
		}
	}
	return nil
}

func (d *decoder) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if err := d.fill(); err != nil {
		return 0, err
	}
	n := copy(p, d.in)
	d.in, d.read = d.in[n:], d.read+n
	return n, nil
}

func (d *decoder) ReadByte() (byte, error) {
	if len(d.ahead) > 0 {
		b := d.ahead[0]
		d.ahead = d.ahead[1:]
		return b, nil
	}
	if err := d.fill(); err != nil {
		return 0, err
	}
	b := d.in[0]
	d.in, d.read = d.in[1:], d.read+1
	return b, nil
}

func (d *decoder) Write(p []byte) (int, error) {
	total := len(p)
	for {
		n := copy(d.out, p)
		d.out, d.written, p = d.out[n:], d.written+n, p[n:]
		if len(p) == 0 {
			return total, nil
		}
		if !d.yield(needRoom) {
			return 0, errStopped
		}
	}
}

func (d *decoder) run() error {
	switch d.options.mode {
	case modeInflate:
		return d.zlib()
	case modeInflateRaw:
		return d.inflate(nil, d.options.dictionary)
	case modeGunzip:
		return d.gzip()
	case modeUnzip:
		return d.unzip()
	case modeBrotliDecode:
		return d.brotli()
	}
	return d.zstd()
}

// bytes reads n bytes, one by one.
func (d *decoder) bytes(n int) ([]byte, error) {
	b := make([]byte, n)
	for i := range b {
		c, err := d.ReadByte()
		if err != nil {
			return nil, err
		}
		b[i] = c
	}
	return b, nil
}

// zlib reads RFC 1950.
func (d *decoder) zlib() error {
	head, err := d.bytes(2)
	if err != nil {
		return err
	}
	limit := d.options.windowBits
	if limit == 0 {
		limit = 15
	}
	switch {
	case (int(head[0])<<8|int(head[1]))%31 != 0:
		return dataError("incorrect header check")
	case head[0]&15 != 8:
		return dataError("unknown compression method")
	case int(head[0]>>4)+8 > limit:
		return dataError("invalid window size")
	}
	var dictionary []byte
	if head[1]&0x20 != 0 {
		if dictionary, err = d.dictionary(); err != nil {
			return err
		}
	}
	sum := newChecksum(false)
	if err := d.inflate(&sum, dictionary); err != nil {
		return err
	}
	tail, err := d.bytes(4)
	if err != nil {
		return err
	}
	if binary.BigEndian.Uint32(tail) != sum.sum {
		return dataError("incorrect data check")
	}
	return nil
}

// dictionary is the one that the header asks for by its checksum.
func (d *decoder) dictionary() ([]byte, error) {
	id, err := d.bytes(4)
	if err != nil {
		return nil, err
	}
	switch {
	case len(d.options.dictionary) == 0:
		return nil, &codecError{"Missing dictionary", 2, "Z_NEED_DICT"}
	case binary.BigEndian.Uint32(id) != adlerUpdate(1, d.options.dictionary):
		return nil, &codecError{"Bad dictionary", 2, "Z_NEED_DICT"}
	}
	return d.options.dictionary, nil
}

// unzip reads gzip or zlib, whatever it is.
func (d *decoder) unzip() error {
	first, err := d.bytes(1)
	if err != nil {
		return err
	}
	d.ahead = first
	if first[0] != 0x1f {
		return d.zlib()
	}
	second, err := d.bytes(2)
	if err != nil {
		return err
	}
	d.ahead = second
	if second[1] != 0x8b {
		return d.zlib()
	}
	return d.gzip()
}

// gzip reads one member of RFC 1952.
func (d *decoder) gzip() error {
	if err := d.gzipHeader(); err != nil {
		return err
	}
	sum := newChecksum(true)
	if err := d.inflate(&sum, nil); err != nil {
		return err
	}
	tail, err := d.bytes(8)
	if err != nil {
		return err
	}
	switch {
	case binary.LittleEndian.Uint32(tail) != sum.sum:
		return dataError("incorrect data check")
	case binary.LittleEndian.Uint32(tail[4:]) != sum.total:
		return dataError("incorrect length check")
	}
	return nil
}

// headerReader sums up the bytes of a gzip header.
type headerReader struct {
	d   *decoder
	crc uint32
}

func (r *headerReader) bytes(n int) ([]byte, error) {
	b, err := r.d.bytes(n)
	r.crc = crc32.Update(r.crc, crc32.IEEETable, b)
	return b, err
}

// text skips a string that ends with a zero byte.
func (r *headerReader) text() error {
	for {
		b, err := r.bytes(1)
		if err != nil || b[0] == 0 {
			return err
		}
	}
}

func (d *decoder) gzipHeader() error {
	r := &headerReader{d: d}
	// zlib looks at two bytes at a time, and judges as soon as it has them.
	magic, err := r.bytes(2)
	if err != nil {
		return err
	}
	if magic[0] != 0x1f || magic[1] != 0x8b {
		return dataError("incorrect header check")
	}
	how, err := r.bytes(2)
	if err != nil {
		return err
	}
	switch {
	case how[0] != 8:
		return dataError("unknown compression method")
	case how[1]&0xe0 != 0:
		return dataError("unknown header flags set")
	}
	return r.optional(how[1])
}

// optional skips the parts of a header that flags announces (RFC 1952, section 2.3).
func (r *headerReader) optional(flags byte) error {
	if _, err := r.bytes(6); err != nil {
		return err
	}
	if flags&4 != 0 {
		size, err := r.bytes(2)
		if err != nil {
			return err
		}
		if _, err := r.bytes(int(binary.LittleEndian.Uint16(size))); err != nil {
			return err
		}
	}
	for _, flag := range []byte{8, 16} {
		if flags&flag == 0 {
			continue
		}
		if err := r.text(); err != nil {
			return err
		}
	}
	if flags&2 == 0 {
		return nil
	}
	want := uint16(r.crc)
	b, err := r.d.bytes(2)
	if err == nil && binary.LittleEndian.Uint16(b) != want {
		err = dataError("header crc mismatch")
	}
	return err
}

// copyOut hands on everything that r has.
func (d *decoder) copyOut(r io.Reader) error {
	_, err := io.CopyBuffer(struct{ io.Writer }{d}, struct{ io.Reader }{r}, make([]byte, 16<<10))
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errTruncated
	}
	return err
}

func (d *decoder) brotli() error {
	err := d.copyOut(brotli.NewReader(source{d}))
	if err == nil || !strings.HasPrefix(err.Error(), "brotli: ") {
		return err
	}
	name := strings.TrimPrefix(err.Error(), "brotli: ")
	if name == "excessive input" {
		d.read = max(d.read-1, 0) // the library has read it: something is left, that is all that matters
		return nil
	}
	return &codecError{"Decompression failed", brotliErrno[name], "ERR__ERROR_FORMAT_" + name}
}

// source is a decoder as an io.Reader alone.
type source struct{ d *decoder }

func (s source) Read(p []byte) (int, error) { return s.d.Read(p) }

// brotliErrno numbers what the library calls by name, as libbrotli does.
var brotliErrno = map[string]int{
	"EXUBERANT_NIBBLE": -1, "RESERVED": -2, "EXUBERANT_META_NIBBLE": -3, "SIMPLE_HUFFMAN_ALPHABET": -4,
	"SIMPLE_HUFFMAN_SAME": -5, "CL_SPACE": -6, "HUFFMAN_SPACE": -7, "CONTEXT_MAP_REPEAT": -8, "BLOCK_LENGTH_1": -9,
	"BLOCK_LENGTH_2": -10, "TRANSFORM": -11, "DICTIONARY": -12, "WINDOW_BITS": -13, "PADDING_1": -14, "PADDING_2": -15,
	"DISTANCE": -16,
}

// zstd decompresses one frame, as zlib's users see it: what follows is none of it.
func (d *decoder) zstd() error {
	options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(1 << 27)}
	if limit, ok := d.options.parameters[zstdLevel]; ok && limit > 0 {
		options = append(options, zstd.WithDecoderMaxWindow(1<<max(10, min(limit, 29))))
	}
	if len(d.options.dictionary) > 0 {
		options = append(options, zstd.WithDecoderDictRaw(0, d.options.dictionary))
	}
	frame := &zstdFrame{d: d}
	if err := frame.head(); err != nil {
		return err
	}
	r, err := zstd.NewReader(frame, options...)
	if err != nil {
		return errNoMemory
	}
	defer r.Close()
	return zstdError(d.copyOut(r))
}

// zstdFrame reads the bytes of one frame and none behind them (RFC 8878, section 3.1): the library would go on.
type zstdFrame struct {
	d        *decoder
	ready    []byte // read, to be handed out
	left     int    // bytes of the present block
	last     bool
	checksum bool
	done     bool
}

func (f *zstdFrame) Read(p []byte) (int, error) {
	for len(f.ready) == 0 && f.left == 0 {
		if f.done {
			return 0, io.EOF
		}
		if err := f.block(); err != nil {
			return 0, err
		}
	}
	if len(f.ready) > 0 {
		n := copy(p, f.ready)
		f.ready = f.ready[n:]
		return n, nil
	}
	n, err := f.d.Read(p[:min(len(p), f.left)])
	f.left -= n
	return n, unexpected(err)
}

// unexpected is the end of the input where there must be more.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// take reads bytes that the library is to see, too.
func (f *zstdFrame) take(n int) ([]byte, error) {
	b, err := f.d.bytes(n)
	f.ready = append(f.ready, b...)
	return b, unexpected(err)
}

// head reads the header of the frame.
func (f *zstdFrame) head() error {
	magic, err := f.take(4)
	switch {
	case err != nil:
		return truncated(err)
	case isSkippable(magic):
		size, err := f.take(4)
		if err != nil {
			return truncated(err)
		}
		f.left, f.done = int(binary.LittleEndian.Uint32(size)), true
		return nil
	case binary.LittleEndian.Uint32(magic) != 0xFD2FB528:
		return &codecError{"Unknown frame descriptor", 10, "ZSTD_error_prefix_unknown"}
	}
	descriptor, err := f.take(1)
	if err != nil {
		return truncated(err)
	}
	flags := descriptor[0]
	f.checksum = flags&4 != 0
	size := []int{0, 1, 2, 4}[flags&3]
	if single := flags&0x20 != 0; !single {
		size += 1 + []int{0, 2, 4, 8}[flags>>6]
	} else {
		size += []int{1, 2, 4, 8}[flags>>6]
	}
	_, err = f.take(size)
	return truncated(err)
}

// block reads the header of the next block, or what stands behind the last.
func (f *zstdFrame) block() error {
	if f.last {
		f.done = true
		if !f.checksum {
			return nil
		}
		_, err := f.take(4)
		return err
	}
	b, err := f.take(3)
	if err != nil {
		return err
	}
	head := int(b[0]) | int(b[1])<<8 | int(b[2])<<16
	f.last = head&1 != 0
	if f.left = head >> 3; head>>1&3 == 1 {
		f.left = 1 // one byte, so many times
	}
	return nil
}

func truncated(err error) error {
	if err == io.ErrUnexpectedEOF {
		return errTruncated
	}
	return err
}

func isSkippable(magic []byte) bool { return binary.LittleEndian.Uint32(magic)&^15 == 0x184D2A50 }

// zstdError is an error of the library as libzstd calls it.
func zstdError(err error) error {
	var known *codecError
	switch {
	case err == nil, errors.Is(err, errStopped), errors.As(err, &known):
		return err
	case errors.Is(err, zstd.ErrCRCMismatch):
		return &codecError{"Restored data doesn't match checksum", 22, "ZSTD_error_checksum_wrong"}
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		return &codecError{"Frame requires too much memory for decoding", 16, "ZSTD_error_frameParameter_windowTooLarge"}
	case errors.Is(err, zstd.ErrUnknownDictionary):
		return &codecError{"Dictionary mismatch", 32, "ZSTD_error_dictionary_wrong"}
	}
	return &codecError{"Data corruption detected", 20, "ZSTD_error_corruption_detected"}
}
