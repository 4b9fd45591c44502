package node

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// compressor is what the compressing writers have in common.
type compressor interface {
	io.Writer
	Flush() error
	Close() error
}

// encoder is a codec on top of a compressor: everything is taken at once, what does not fit waits.
type encoder struct {
	compressor compressor
	waiting    bytes.Buffer // compressed, not yet handed out
	dirty      bool         // there is input since the last flush
	ended      bool
}

func (e *encoder) step(in, out []byte, flush int) (read, written int, err error) {
	if written, _ = e.waiting.Read(out); written == len(out) && e.waiting.Len() > 0 {
		return 0, written, nil
	}
	if len(in) > 0 && e.ended {
		return 0, written, errStream
	}
	if len(in) > 0 {
		e.dirty = true
		if _, err := e.compressor.Write(in); err != nil {
			return 0, written, err
		}
	}
	if err := e.flush(flush); err != nil {
		return len(in), written, err
	}
	n, _ := e.waiting.Read(out[written:])
	return len(in), written + n, nil
}

func (e *encoder) flush(operation int) error {
	switch {
	case e.ended || operation == flushNone:
		return nil
	case operation == flushFinish:
		e.ended = true
		return e.compressor.Close()
	case e.dirty:
		e.dirty = false
		return e.compressor.Flush()
	}
	return nil
}

func (e *encoder) close() {}

// deflater compresses to RFC 1951, with the frame of RFC 1950 (zlib) or 1952 (gzip) around it. It is the compressor of
// its own encoder.
type deflater struct {
	encoder
	options codecOptions
	writer  *flate.Writer
	begun   bool
	sum     checksum
	history []byte // the end of the input so far: what follows may refer to it
	block   int    // bytes since the history was dropped, for windows smaller than Go's
}

const flateWindow = 32 << 10

func newDeflater(o codecOptions) *deflater {
	d := &deflater{options: o, sum: newChecksum(o.mode == modeGzip)}
	d.compressor = deflating{d}
	d.renew(o.dictionary)
	return d
}

// step adds the full flush to what encoder knows: after it nothing refers back.
func (d *deflater) step(in, out []byte, flush int) (int, int, error) {
	before := d.dirty || len(in) > 0
	read, written, err := d.encoder.step(in, out, flush)
	if err == nil && flush == flushFull && before {
		d.forget()
	}
	return read, written, err
}

// renew starts a new writer whose input may refer to history.
func (d *deflater) renew(history []byte) {
	writer, err := flate.NewWriterDict(&d.waiting, d.level(), history)
	if err != nil {
		panic("node: a level of compression that was checked: " + err.Error())
	}
	d.writer = writer
}

func (d *deflater) level() int {
	switch {
	case d.options.strategy == 2 && d.options.level != 0:
		return flate.HuffmanOnly
	case d.options.level < 0:
		return 6
	}
	return d.options.level
}

func (d *deflater) forget() {
	d.history, d.block = nil, 0
	d.renew(nil)
}

// params changes level and strategy for what comes; js/zlib.js has flushed before.
func (d *deflater) params(o codecOptions) {
	d.options = o
	d.renew(d.history)
}

// deflating is a deflater as a compressor.
type deflating struct{ *deflater }

func (d deflating) Write(b []byte) (int, error) {
	d.begin()
	d.sum.add(b)
	total := len(b)
	for len(b) > 0 {
		n := d.room(len(b))
		if _, err := d.writer.Write(b[:n]); err != nil {
			return 0, err
		}
		d.remember(b[:n])
		b = b[n:]
	}
	return total, nil
}

// room is how much of n bytes may refer to what came before. Go's compressor always uses distances up to 32 KiB: for a
// smaller window its memory is cut off at each multiple of that.
func (d deflating) room(n int) int {
	window := 1 << d.options.windowBits
	if window >= flateWindow {
		return n
	}
	if d.block == window {
		_ = d.writer.Flush() // into memory
		d.forget()
	}
	return min(n, window-d.block)
}

func (d deflating) remember(b []byte) {
	d.block += len(b)
	d.history = append(d.history, b...)
	if len(d.history) > 2*flateWindow {
		d.history = append([]byte(nil), d.history[len(d.history)-flateWindow:]...)
	}
}

func (d deflating) Flush() error {
	d.begin()
	return d.writer.Flush()
}

func (d deflating) Close() error {
	d.begin()
	if err := d.writer.Close(); err != nil {
		return err
	}
	switch d.options.mode {
	case modeGzip:
		d.waiting.Write(binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, d.sum.sum), d.sum.total))
	case modeDeflate:
		d.waiting.Write(binary.BigEndian.AppendUint32(nil, d.sum.sum))
	}
	return nil
}

// begin writes the header, once: as zlib does, so that the first bytes of a stream are the ones programs know.
func (d deflating) begin() {
	if d.begun {
		return
	}
	d.begun = true
	switch d.options.mode {
	case modeGzip:
		d.waiting.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, d.extraFlags(), 3})
	case modeDeflate:
		d.zlibHeader()
	}
}

func (d deflating) extraFlags() byte {
	switch {
	case d.options.level == 9:
		return 2
	case d.options.strategy >= 2 || d.options.level == 0 || d.options.level == 1:
		return 4
	}
	return 0
}

func (d deflating) zlibHeader() {
	effort := 2
	switch level := d.options.level; {
	case d.options.strategy >= 2 || level == 0 || level == 1:
		effort = 0
	case level >= 2 && level < 6:
		effort = 1
	case level > 6:
		effort = 3
	}
	head := 0x0800 | (max(d.options.windowBits, 9)-8)<<12 | effort<<6
	if len(d.options.dictionary) > 0 {
		head |= 0x20
	}
	head += 31 - head%31
	d.waiting.Write(binary.BigEndian.AppendUint16(nil, uint16(head)))
	if len(d.options.dictionary) > 0 {
		d.waiting.Write(binary.BigEndian.AppendUint32(nil, adlerUpdate(1, d.options.dictionary)))
	}
}

// The parameters of brotli and zstd that change something here, by the numbers of node:zlib's constants.
const (
	brotliQuality, brotliWindow             = 1, 2
	zstdLevel, zstdWindow, zstdWithChecksum = 100, 101, 201
)

func newBrotliEncoder(o codecOptions) codec {
	e := &encoder{}
	quality, ok := o.parameters[brotliQuality]
	if !ok {
		quality = brotli.BestCompression
	}
	window := 22
	if w, ok := o.parameters[brotliWindow]; ok {
		window = w
	}
	e.compressor = brotli.NewWriterOptions(&e.waiting, brotli.WriterOptions{Quality: max(0, min(quality, 11)), LGWin: max(10, min(window, 24))})
	return e
}

func newZstdEncoder(o codecOptions) (codec, error) {
	e := &encoder{}
	level, ok := o.parameters[zstdLevel]
	if !ok || level == 0 {
		level = 3
	}
	options := []zstd.EOption{zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(o.parameters[zstdWithChecksum] != 0),
		zstd.WithEncoderLevel(zstd.EncoderLevelFromZstd(level)), zstd.WithZeroFrames(true)}
	if w, ok := o.parameters[zstdWindow]; ok && w != 0 {
		options = append(options, zstd.WithWindowSize(1<<max(10, min(w, 29))))
	}
	if len(o.dictionary) > 0 {
		options = append(options, zstd.WithEncoderDictRaw(0, o.dictionary))
	}
	writer, err := zstd.NewWriter(&e.waiting, options...)
	if err != nil {
		return nil, errNoMemory
	}
	e.compressor = writer
	return e, nil
}
