"""The heartbeat as clients use it, as they might, and from several at once."""

import threading

import zmq

from frontend import connect

req = connect("hb", zmq.REQ)
for ping in (b"ping", b"", b"x" * 1000, b"\x00\xff"):
    req.send(ping)
    assert req.recv_multipart() == [ping]
req.send_multipart([b"several", b"", b"frames"])
assert req.recv_multipart() == [b"several", b"", b"frames"]

dealer = connect("hb", zmq.DEALER)
for frames in ([b"", b"ping"], [b"no delimiter"], [b""], [b"a", b"", b"b"]):
    dealer.send_multipart(frames)
    assert dealer.recv_multipart() == frames


def beat():
    s = connect("hb", zmq.REQ)
    for i in range(200):
        s.send(b"%d" % i)
        assert s.recv() == b"%d" % i


failed = []
threading.excepthook = lambda args: failed.append(args)
threads = [threading.Thread(target=beat) for _ in range(16)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert not failed, failed
