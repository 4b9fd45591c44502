"""Requests of every shape on all three request channels, from several clients at once."""

import os
import threading

import zmq

from frontend import ARGS, connect, pack, round_trip, unpack

(big,) = ARGS

SIZES = [0, 1, 254, 255, 256, 257, 4095, 4096, 4097, 65535, 65536, 10 << 20]


def client(channel, kind, identity):
    s = connect(channel, kind, identity)
    for i in range(200):
        round_trip(s, {"n": i, "text": "x" * (i * 10)})
    s.close()


threads = [
    threading.Thread(target=client, args=(channel, kind, identity))
    for channel in ("shell", "control", "stdin")
    for kind, identity in ((zmq.DEALER, None), (zmq.DEALER, channel.encode() + b"-1"), (zmq.REQ, None), (zmq.REQ, b"r"))
]
failed = []
threading.excepthook = lambda args: failed.append(args)
for t in threads:
    t.start()
for t in threads:
    t.join()
assert not failed, failed

s = connect("shell", zmq.DEALER)
round_trip(s, {}, [os.urandom(n) for n in SIZES])
round_trip(s, {}, [b""])
round_trip(s, {}, [b"x"] * 2000)
round_trip(s, {"big": "y" * (1 << 20)})
round_trip(s, {}, [os.urandom(big), b"", os.urandom(1 << 20)])

# Identities that a proxy put in front come back.
router = connect("shell", zmq.DEALER, b"proxy")
frames, msg_id = pack("request", {})
router.send_multipart([b"client 1", b"hop 2", *frames])
assert unpack(router.recv_multipart())["identities"] == [b"client 1", b"hop 2"]

# What is not a message is dropped, and the socket goes on.
router.send(b"")
router.send_multipart([b"", b"", b""])
router.send_multipart([b"<IDS|MSG>", b"0" * 64, b"{}", b"{}", b"{}", b"{}"])
router.send_multipart([os.urandom(100) for _ in range(10)])
round_trip(router, {"still": "here"})
