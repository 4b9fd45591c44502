package display

import (
	"slices"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// A field is one field of a message, read back.
type field struct {
	number protowire.Number
	value  uint64
	bytes  []byte
}

func fields(t *testing.T, b []byte) (list []field) {
	t.Helper()
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		b = b[n:]
		f := field{number: number}
		switch kind {
		case protowire.VarintType:
			f.value, n = protowire.ConsumeVarint(b)
		case protowire.Fixed64Type:
			f.value, n = protowire.ConsumeFixed64(b)
		case protowire.BytesType:
			f.bytes, n = protowire.ConsumeBytes(b)
		default:
			t.Fatalf("field %d is of type %d", number, kind)
		}
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		b = b[n:]
		list = append(list, f)
	}
	return list
}

func one(list []field, number protowire.Number) (f field) {
	if i := slices.IndexFunc(list, func(f field) bool { return f.number == number }); i >= 0 {
		return list[i]
	}
	return f
}

// R13, for the binary form: what begins on a track ends there before the next begins, tracks are described before they
// are used, and every arrow has both of its ends.
func TestPerfettoTraceNestsNothingAndItsArrowsHaveTwoEnds(t *testing.T) {
	for _, s := range append(samples(t), sample{"flood", flood(30_000)}) {
		described, open, last := map[uint64]bool{}, map[uint64]bool{}, uint64(0)
		starts, ends, steps := map[uint64]int{}, map[uint64]int{}, 0
		for _, p := range fields(t, PerfettoTrace(s.trace)) {
			packet := fields(t, p.bytes)
			if d := one(packet, packetDescriptor); d.bytes != nil {
				track := fields(t, d.bytes)
				described[one(track, trackUUID).value] = true
				if parent := one(track, trackParent).value; parent > 0 && !described[parent] {
					t.Errorf("%s: a track before its parent", s.name)
				}
				continue
			}
			at := one(packet, packetTimestamp).value
			if at < last {
				t.Errorf("%s: time goes back from %d to %d", s.name, last, at)
			}
			last = at
			event := fields(t, one(packet, packetEvent).bytes)
			track, begins := one(event, eventTrack).value, one(event, eventType).value == sliceBegin
			if !described[track] || open[track] == begins {
				t.Fatalf("%s: track %d: described %v, open %v, begins %v", s.name, track, described[track], open[track], begins)
			}
			open[track] = begins
			if begins {
				steps++
			}
			for _, f := range event {
				switch f.number {
				case eventFlow:
					starts[f.value]++
				case eventTerminating:
					ends[f.value]++
				}
			}
		}
		if steps != len(s.trace.Events) {
			t.Errorf("%s: %d slices for %d steps", s.name, steps, len(s.trace.Events))
		}
		for id, n := range starts {
			if n != 1 || ends[id] != 1 {
				t.Errorf("%s: arrow %d starts %d times and ends %d times", s.name, id, n, ends[id])
			}
		}
		if len(ends) != len(starts) {
			t.Errorf("%s: %d arrows start, %d end", s.name, len(starts), len(ends))
		}
	}
}
