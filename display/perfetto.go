package display

import (
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"

	"loopbook/scheduler"
)

// Field numbers of Perfetto's messages (perfetto/trace/trace_packet.proto, track_event.proto, track_descriptor.proto,
// debug_annotation.proto). Flow ids are fixed64: a varint there is passed over without a word.
const (
	tracePacket = 1 // Trace

	packetTimestamp  = 8 // TracePacket; nanoseconds
	packetSequence   = 10
	packetEvent      = 11
	packetFlags      = 13
	packetDescriptor = 60

	trackUUID     = 1 // TrackDescriptor
	trackName     = 2
	trackParent   = 5
	trackOrdering = 11
	trackRank     = 12

	eventAnnotation  = 4 // TrackEvent
	eventType        = 9
	eventTrack       = 11
	eventCategory    = 22
	eventName        = 23
	eventFlow        = 47
	eventTerminating = 48

	annotationText = 6 // DebugAnnotation
	annotationName = 10

	orderExplicit        = 3 // ChildTracksOrdering
	sliceBegin, sliceEnd = 1, 2
	stateCleared         = 1
)

// PerfettoTrace is the trace as a .pftrace file for ui.perfetto.dev. Unlike [ChromeTrace] it says in which order the queues
// stand: one track for each cell, under it one for each queue, the script above.
func PerfettoTrace(t *scheduler.Trace) []byte {
	c := &chrome{cells: map[string]int{}, slices: map[int]slice{}}
	c.time(t)
	w := &perfetto{chrome: c, tracks: map[uint64]bool{}, first: t.Cell}
	leaves := map[int][]int{}
	for i := range t.Events {
		e := &t.Events[i]
		if _, kept := c.slices[e.Since()]; kept && e.Since() < e.N {
			leaves[e.Since()] = append(leaves[e.Since()], e.N)
		}
	}
	for i := range t.Events {
		w.step(&t.Events[i], leaves[t.Events[i].N])
	}
	return w.out
}

type perfetto struct {
	*chrome
	out    []byte
	tracks map[uint64]bool // described
	first  string          // the cell of the trace
}

// packet appends one packet to the file.
func (w *perfetto) packet(body []byte) {
	body = integer(body, packetSequence, 1)
	if len(w.out) == 0 {
		body = integer(body, packetFlags, stateCleared)
	}
	w.out = message(w.out, tracePacket, body)
}

// track describes the track of a queue, and that of its cell, the first time.
func (w *perfetto) track(cell string, q scheduler.Queue) uint64 {
	parent := uint64(w.process(cell)) * 100
	uuid := parent + uint64(q) + 1
	if !w.tracks[parent] {
		w.tracks[parent] = true
		name := "cell " + cell
		if cell == "" {
			name = "program"
		}
		w.packet(message(nil, packetDescriptor, integer(str(integer(nil, trackUUID, parent), trackName, clean(name)), trackOrdering, orderExplicit)))
	}
	if !w.tracks[uuid] {
		w.tracks[uuid] = true
		d := str(integer(integer(nil, trackUUID, uuid), trackParent, parent), trackName, q.String())
		w.packet(message(nil, packetDescriptor, integer(d, trackRank, uint64(q))))
	}
	return uuid
}

// step writes the beginning and the end of one callback; leaves are the steps that it queued.
func (w *perfetto) step(e *scheduler.Event, leaves []int) {
	s := w.slices[e.N]
	cell := e.Cell
	if cell == "" {
		cell = e.Registered.Cell
	}
	if cell == "" {
		cell = w.first
	}
	track := w.track(cell, e.Queue)
	name := line(e.Label, 100)
	if lines, _ := printed(e, 1, 60); len(lines) > 0 && lines[0] != "" {
		name = lines[0]
	}
	begin := str(str(integer(integer(nil, eventType, sliceBegin), eventTrack, track), eventCategory, e.Queue.String()), eventName, name)
	for _, to := range leaves {
		begin = fixed(begin, eventFlow, uint64(to))
	}
	if _, kept := w.slices[e.Since()]; kept && e.Since() < e.N {
		begin = fixed(begin, eventTerminating, uint64(e.N))
	}
	begin = annotate(begin, "step", fmt.Sprint(e.N))
	for _, note := range [][2]string{{"place", placeName(e.Place)}, {"code", line(e.Label, 100)}, {"cause", cause(e)}, {"why", why(e)}, {"threw", line(e.Threw, 120)}} {
		begin = annotate(begin, note[0], note[1])
	}
	w.packet(message(integer(nil, packetTimestamp, uint64(s.ts)*1000), packetEvent, begin))
	end := integer(integer(nil, eventType, sliceEnd), eventTrack, track)
	w.packet(message(integer(nil, packetTimestamp, uint64(s.ts+s.dur)*1000), packetEvent, end))
}

func annotate(event []byte, name, text string) []byte {
	if text == "" {
		return event
	}
	return message(event, eventAnnotation, str(str(nil, annotationName, name), annotationText, text))
}

func integer(b []byte, field protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, field, protowire.VarintType), v)
}

func fixed(b []byte, field protowire.Number, v uint64) []byte {
	return protowire.AppendFixed64(protowire.AppendTag(b, field, protowire.Fixed64Type), v)
}

func str(b []byte, field protowire.Number, v string) []byte {
	return protowire.AppendString(protowire.AppendTag(b, field, protowire.BytesType), v)
}

func message(b []byte, field protowire.Number, body []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(b, field, protowire.BytesType), body)
}
