"""Topics, prefixes, unsubscribing, and the welcome of every new subscription. The kernel publishes the topics a, ab,
abc and b, over and over."""

import time

import zmq

from frontend import connect, subscriber, unpack


def topics(s, n=200):
    got = set()
    for _ in range(n):
        frames = s.recv_multipart()
        unpack(frames)
        got.add(frames[0])
    return got


everything = subscriber()
assert topics(everything) == {b"a", b"ab", b"abc", b"b"}
prefix = subscriber(b"ab")
assert topics(prefix) == {b"ab", b"abc"}, topics(prefix)

# A second subscription is welcomed too, and cancelling one leaves the other.
prefix.subscribe(b"b")
while unpack(prefix.recv_multipart())["header"]["msg_type"] != "iopub_welcome":
    pass
prefix.unsubscribe(b"ab")
end = time.time() + 10
while topics(prefix) != {b"b"}:
    assert time.time() < end

# XSUB sends subscriptions as it likes: [x, x, cancel x] leaves one.
raw = connect("iopub", zmq.XSUB, rcvhwm=0)
for m in (b"\x01abc", b"\x01abc", b"\x00abc"):
    raw.send(m)
assert unpack(raw.recv_multipart())["header"]["msg_type"] == "iopub_welcome"
assert topics(raw) == {b"abc"}

# The first message of every new subscriber is its welcome, in the middle of all this.
for _ in range(50):
    s = subscriber()
    s.recv_multipart()
    s.close()
