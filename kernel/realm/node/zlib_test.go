package node

import (
	"bytes"
	"compress/flate"
	"io"
	"testing"
)

// inflated runs raw deflate data through a decoder, a few bytes and little room at a time.
func inflated(data []byte, some int) ([]byte, error) {
	d := newDecoder(codecOptions{mode: modeInflateRaw})
	defer d.close()
	var result []byte
	for {
		room := make([]byte, 97)
		flush := flushNone
		if len(data) <= some {
			flush = flushFinish
		}
		read, written, err := d.step(data[:min(some, len(data))], room, flush)
		data, result = data[read:], append(result, room[:written]...)
		if err != nil || d.ended {
			return result, err
		}
		if len(result) > 1<<20 {
			return nil, nil
		}
	}
}

// Our inflate reads what Go's reads, and refuses what Go's refuses.
func FuzzInflateIsGos(f *testing.F) {
	for level := -2; level < 10; level++ {
		var b bytes.Buffer
		w, _ := flate.NewWriter(&b, level)
		_, _ = w.Write([]byte("some text, some text, and some more text of which some is the same"))
		_ = w.Close()
		f.Add(b.Bytes())
	}
	f.Add([]byte{0xed, 1, 1, 1, 1, 1, 1, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		want, wantErr := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data)), 1<<20))
		if len(want) >= 1<<20 {
			return
		}
		got, err := inflated(data, 3)
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("error %v, Go's %v", err, wantErr)
		}
		if err == nil && !bytes.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

// No data makes a decoder panic, wait for ever, or use more than it is given.
func FuzzCodecsEnd(f *testing.F) {
	for _, mode := range []int{modeGzip, modeDeflate, modeBrotliEncode, modeZstdCompress} {
		c, err := newCodec(codecOptions{mode: mode, windowBits: 15, level: 6, parameters: map[int]int{}})
		if err != nil {
			f.Fatal(err)
		}
		out := make([]byte, 4096)
		_, n, err := c.step([]byte("a text, and a text, and more of a text"), out, flushFinish)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(out[:n])
	}
	modes := []int{modeInflate, modeGunzip, modeUnzip, modeInflateRaw, modeBrotliDecode, modeZstdDecompress}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, mode := range modes {
			d := newDecoder(codecOptions{mode: mode, windowBits: 15, parameters: map[int]int{}})
			in, room := data, make([]byte, 1000)
			for range 100 {
				read, written, err := d.step(in, room, flushFinish)
				if read < 0 || read > len(in) || written < 0 || written > len(room) {
					t.Fatalf("mode %d: read %d of %d, wrote %d of %d", mode, read, len(in), written, len(room))
				}
				if in = in[read:]; err != nil || written < len(room) {
					break
				}
			}
			d.close()
		}
	})
}
