// Package wire is the Jupyter messaging protocol as bytes: messages, their signatures, their contents and the
// connection file. It opens no socket (package zmq does) and decides nothing (package kernel does).
//
// A message on any channel is a list of frames:
//
//	identity …      who asked: the return address a ROUTER put in front; on iopub the topic
//	<IDS|MSG>       the delimiter
//	signature       hex HMAC of the four frames below, empty when the key is empty
//	header          {"msg_id", "session", "username", "date", "msg_type", "version"}
//	parent header   the header of the message that caused this one, byte for byte; {} when nothing did
//	metadata        {…}
//	content         {…}, one struct of this package for each msg_type
//	buffer …        raw bytes, not signed
//
// A [Session] makes, signs, encodes and decodes them:
//
//	s, err := wire.NewSession([]byte(info.Key), info.SignatureScheme)
//	m, err := s.New("status", request, wire.Status{ExecutionState: wire.Busy})
//	frames, err := s.Encode(m)
//
// One undecodable message ends a frontend's whole channel (VS Code never reads that channel again), so everything
// made here is a JSON object where an object belongs, holds no null where an array or object belongs, and is
// well-formed UTF-8.
package wire
