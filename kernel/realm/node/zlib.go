package node

import (
	"encoding/binary"
	"errors"
	"hash/adler32"
	"hash/crc32"
	"runtime"

	"github.com/dop251/goja"
)

// HOW zlib runs on Go's compressors
//
// zlib is a machine that is given some input and some room, and stops when either is used up. Go's compressors are
// readers and writers instead: they stop only when they are done. So
//
//	an encoder   takes all input at once and keeps what does not fit into the room for the next step;
//	a decoder    runs as a coroutine: it is left where it asks for input that is not there, or has filled the room,
//	             and goes on from there in the next step (zlib_decode.go).
//
// js/zlib.js sees one native, step, which is what deflate() and inflate() of zlib.h are. A step runs on the pool when it
// has a callback, and its callback is a scope of the poll phase (node-loop rule F6).
//
// Encoders and brotli and zstd are libraries; why inflate is ours says zlib_inflate.go.
//
// Deliberate differences from Node: compressed bytes are those of Go's compressors, not of zlib, libbrotli and libzstd
// (every decoder reads them; sizes differ by a few percent, and an empty final block is five bytes); strategies other
// than Z_HUFFMAN_ONLY, memLevel, and parameters of brotli and zstd that the Go libraries lack change nothing but sizes.

// The modes of js/zlib.js, as node:zlib's constants number them.
const (
	modeDeflate = 1 + iota
	modeInflate
	modeGzip
	modeGunzip
	modeDeflateRaw
	modeInflateRaw
	modeUnzip
	modeBrotliDecode
	modeBrotliEncode
	modeZstdCompress
	modeZstdDecompress
)

// The operations of a step: zlib's, to which those of brotli and zstd are mapped.
const (
	flushNone   = 0
	flushFull   = 3
	flushFinish = 4
)

// codec is one stream of compression or decompression.
type codec interface {
	// step consumes from in, writes to out, and returns how much of each it has used. An error ends the stream.
	step(in, out []byte, flush int) (read, written int, err error)
	close()
}

// codecError is an error as zlib's users see it.
type codecError struct {
	message string
	errno   int
	code    string
}

func (e *codecError) Error() string { return e.message }

func dataError(message string) error { return &codecError{message, -3, "Z_DATA_ERROR"} }

var (
	errTruncated = &codecError{"unexpected end of file", -5, "Z_BUF_ERROR"}
	errStream    = &codecError{"stream error", -2, "Z_STREAM_ERROR"}
	errNoMemory  = &codecError{"Initialization failed", -2, "ERR_ZLIB_INITIALIZATION_FAILED"}
)

// codecOptions are what a program chose, defaults filled in by js/zlib.js.
type codecOptions struct {
	mode, windowBits, level, strategy int
	dictionary                        []byte
	parameters                        map[int]int // brotli, zstd
	single                            bool        // one member of gzip, not all that follow
}

// codecHandle is what js/zlib.js holds. One step runs at a time; close waits for it.
type codecHandle struct {
	options codecOptions
	codec   codec
	busy    bool
	closing bool
}

func newCodec(o codecOptions) (codec, error) {
	switch o.mode {
	case modeDeflate, modeGzip, modeDeflateRaw:
		return newDeflater(o), nil
	case modeBrotliEncode:
		return newBrotliEncoder(o), nil
	case modeZstdCompress:
		return newZstdEncoder(o)
	}
	return newDecoder(o), nil
}

// bindZlib gives js/zlib.js its codecs:
//
//	codec(mode, windowBits, level, strategy, dictionary or undefined, parameters, single)
//	step(callback or undefined, codec, flush, in, inOffset, inLength, out, outOffset, outLength, state)
//	params(codec, level, strategy) · reset(codec) · close(codec) · crc32(bytes, start)
//
// state is a Uint32Array that takes what is left: [room, input]. step gives its callback, or returns, undefined or an
// error as [message, errno, code].
func bindZlib(h *Host, natives *goja.Object) {
	h.function(natives, "codec", h.newCodecHandle)
	h.function(natives, "step", h.codecStep)
	h.function(natives, "params", func(call goja.FunctionCall) goja.Value {
		c := codecOf(call.Argument(0))
		c.options.level, c.options.strategy = integer(call.Argument(1)), integer(call.Argument(2))
		if d, ok := c.codec.(*deflater); ok {
			d.params(c.options)
		}
		return goja.Undefined()
	})
	h.function(natives, "reset", func(call goja.FunctionCall) goja.Value {
		c := codecOf(call.Argument(0))
		c.codec.close()
		return h.codecFailure(c.open())
	})
	h.function(natives, "close", func(call goja.FunctionCall) goja.Value {
		c := codecOf(call.Argument(0))
		if c.closing = true; !c.busy {
			c.codec.close()
		}
		return goja.Undefined()
	})
	h.function(natives, "crc32", func(call goja.FunctionCall) goja.Value {
		sum := crc32.Update(uint32(call.Argument(1).ToInteger()), crc32.IEEETable, h.bytesOf(call.Argument(0)))
		return h.Runtime.ToValue(sum)
	})
}

func codecOf(v goja.Value) *codecHandle { return v.Export().(*codecHandle) }

func (c *codecHandle) open() (err error) {
	if c.codec, err = newCodec(c.options); err == nil {
		// A decoder that a program drops without closing it leaves its coroutine where it is.
		runtime.AddCleanup(c, func(k codec) { k.close() }, c.codec)
	}
	return err
}

func (h *Host) newCodecHandle(call goja.FunctionCall) goja.Value {
	c := &codecHandle{options: codecOptions{mode: integer(call.Argument(0)), windowBits: integer(call.Argument(1)),
		level: integer(call.Argument(2)), strategy: integer(call.Argument(3)),
		dictionary: append([]byte(nil), h.bytesOf(call.Argument(4))...), parameters: map[int]int{}, single: call.Argument(6).ToBoolean()}}
	if o, ok := call.Argument(5).(*goja.Object); ok {
		for i, v := range h.elements(o) {
			if !goja.IsUndefined(v) {
				c.options.parameters[i] = integer(v)
			}
		}
	}
	if err := c.open(); err != nil {
		return h.codecFailure(err)
	}
	return h.Runtime.ToValue(c)
}

// codecFailure is an error for JavaScript, undefined for none.
func (h *Host) codecFailure(err error) goja.Value {
	if err == nil {
		return goja.Undefined()
	}
	var e *codecError
	if !errors.As(err, &e) {
		e = &codecError{err.Error(), -3, "Z_DATA_ERROR"}
	}
	return h.Runtime.NewArray(e.message, e.errno, e.code)
}

func (h *Host) codecStep(call goja.FunctionCall) goja.Value {
	c, flush := codecOf(call.Argument(1)), integer(call.Argument(2))
	in := part(h.bytesOf(call.Argument(3)), call.Argument(4), call.Argument(5))
	out := part(h.bytesOf(call.Argument(6)), call.Argument(7), call.Argument(8))
	state := h.bytesOf(call.Argument(9))
	run := func() error {
		read, written, err := c.codec.step(in, out, flush)
		if len(state) >= 8 {
			binary.NativeEndian.PutUint32(state, uint32(len(out)-written))
			binary.NativeEndian.PutUint32(state[4:], uint32(len(in)-read))
		}
		return err
	}
	callback, later := goja.AssertFunction(call.Argument(0))
	if !later {
		return h.codecFailure(run())
	}
	c.busy = true
	send := h.Loop.Pending()
	h.pool.submit(func() {
		err := run()
		send(func() error {
			if c.busy = false; c.closing {
				c.codec.close()
			}
			_, thrown := callback(goja.Undefined(), h.codecFailure(err))
			return thrown
		})
	})
	return goja.Undefined()
}

func part(b []byte, offset, length goja.Value) []byte {
	b = b[clamp(offset, 0, len(b)):]
	return b[:clamp(length, 0, len(b))]
}

// checksum is what the end of a gzip or zlib stream holds.
type checksum struct {
	gzip  bool
	sum   uint32
	total uint32
}

func newChecksum(gzip bool) checksum {
	if gzip {
		return checksum{gzip: true}
	}
	return checksum{sum: 1}
}

func (c *checksum) add(b []byte) {
	c.total += uint32(len(b))
	if c.gzip {
		c.sum = crc32.Update(c.sum, crc32.IEEETable, b)
		return
	}
	c.sum = adlerUpdate(c.sum, b)
}

// adlerUpdate goes on with an Adler-32 sum (RFC 1950, section 9): hash/adler32 cannot start from one but through its
// marshalled state.
func adlerUpdate(sum uint32, b []byte) uint32 {
	state := binary.BigEndian.AppendUint32([]byte("adl\x01"), sum)
	digest := adler32.New()
	if err := digest.(interface{ UnmarshalBinary([]byte) error }).UnmarshalBinary(state); err != nil {
		panic("node: the state of adler32: " + err.Error())
	}
	_, _ = digest.Write(b)
	return digest.Sum32()
}
