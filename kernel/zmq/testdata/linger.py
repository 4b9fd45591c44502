"""The last messages of a kernel that exits: everything it sent arrives in a real ZeroMQ socket. Argument: channel,
count, size, unread requests."""


import zmq

from frontend import ARGS, connect, pack, subscriber, unpack

channel, count, size, unread = ARGS

if channel == "iopub":
    s = subscriber()
else:
    s = connect(channel, zmq.DEALER, b"client", sndhwm=0)
    if channel != "control":
        frames, _ = pack("request", {})
        s.send_multipart(frames)
        s.recv_multipart()
        for _ in range(unread):
            s.send_multipart(pack("request", {"text": "u" * 10_000})[0])
trigger = s if channel == "control" else connect("control", zmq.DEALER)
trigger.send_multipart(pack("request", {})[0])
if channel == "control":
    for _ in range(unread):
        s.send_multipart(pack("request", {"text": "u" * 10_000})[0])
for i in range(count):
    m = unpack(s.recv_multipart())
    assert m["header"]["msg_type"] == "stream" and len(m["content"]["text"]) == size, (i, m)
